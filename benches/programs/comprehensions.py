"""List, set and dictionary comprehensions, nested and with conditions."""


def rounds(count):
    total = 0
    names = ["name" + str(i) for i in range(100)]
    for i in range(count):
        squares = [x * x for x in range(100)]
        odd = [x for x in squares if x % 2]
        table = {x: x + i for x in odd}
        rest = {x % 37 for x in squares}
        pairs = [(x, y) for x in range(10) for y in range(x)]
        lengths = {name: len(name) for name in names if not name.endswith("7")}
        total += len(table) + len(rest) + sum([x - y for x, y in pairs]) + sum(lengths.values())
        matrix = [[row * column for column in range(8)] for row in range(8)]
        turned = [list(line) for line in zip(*matrix)]
        total += turned[7][i % 8] + sum(len(line) for line in turned)
    return total


def main():
    print(rounds(7_000))


if __name__ == "__main__":
    main()
