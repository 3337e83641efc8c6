"""Queens on a board, by permutations from a recursive generator."""


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (item,) + rest


def solutions(n):
    columns = range(n)
    found = []
    for queens in permutations(tuple(columns)):
        rising = {queens[i] + i for i in columns}
        falling = {queens[i] - i for i in columns}
        if len(rising) == len(falling) == n:
            found.append(queens)
    return found


def main():
    for n in (6, 7, 8, 8):
        found = solutions(n)
        print(len(found), found[0], found[-1])


if __name__ == "__main__":
    main()
