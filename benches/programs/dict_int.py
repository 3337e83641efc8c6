"""A dictionary with integer keys: insert, look up, delete; and a table of remembered results."""


def churn(rounds):
    table = {}
    hits = 0
    value = 12345
    for i in range(rounds):
        value = (value * 1103515245 + 12345) & 0x7FFFFFFF
        key = value % 20011
        if key in table:
            hits += 1
            table[key] += i & 7
        else:
            table[key] = i & 7
        if i % 3 == 0:
            table.pop(key ^ 1, None)
    return hits, len(table), sum(table.values())


def collatz_longest(limit):
    length_of = {1: 1}
    for start in range(1, limit):
        number = start
        path = []
        while number not in length_of:
            path.append(number)
            number = number // 2 if number % 2 == 0 else 3 * number + 1
        length = length_of[number]
        for number in reversed(path):
            length += 1
            length_of[number] = length
    return max(range(1, limit), key=length_of.__getitem__)


def main():
    print(*churn(400_000))
    print(collatz_longest(30_000))


if __name__ == "__main__":
    main()
