"""Raising, catching and cleaning up."""


class Refused(Exception):
    def __init__(self, amount):
        super().__init__(amount)
        self.amount = amount


def check(value):
    if value % 3 == 0:
        raise Refused(value)
    if value % 5 == 0:
        raise ValueError("a multiple of five")
    return value


def attempt(value, log):
    try:
        return check(value)
    except Refused as refused:
        return -refused.amount
    except ValueError:
        return 0
    finally:
        log[0] += 1


def deep(n):
    if n == 0:
        raise KeyError("bottom")
    try:
        deep(n - 1)
    finally:
        n += 1


def main():
    log = [0]
    total = 0
    for i in range(400_000):
        total += attempt(i, log)
    print(total, log[0])
    caught = 0
    table = {}
    for i in range(240_000):
        try:
            table[i & 1023] += 1
        except KeyError:
            table[i & 1023] = 1
            caught += 1
    for i in range(4_000):
        try:
            deep(10)
        except LookupError:
            caught += 1
    numbers = iter(range(100_000))
    while True:
        try:
            next(numbers)
        except StopIteration:
            break
    print(caught, len(table))


if __name__ == "__main__":
    main()
