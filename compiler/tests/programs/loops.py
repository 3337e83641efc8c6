def count(n):
    total = 0
    while total < n:
        if total == 7:
            continue
        total += 2.5
    else:
        total = -1
    return total


def search(rows, wanted):
    for number, (first, *others) in enumerate(rows):
        for other in others:
            if other == wanted:
                break
        else:
            continue
        return number
    while True:
        if wanted:
            break


for i in range(3):
    print(i)
