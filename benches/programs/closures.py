"""Functions that return functions, and state kept in closures."""


def make_adder(n):
    def add(x):
        return x + n

    return add


def make_counter():
    count = 0

    def increment(step=1):
        nonlocal count
        count += step
        return count

    return increment


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def main():
    add_three = make_adder(3)
    total = 0
    for i in range(900_000):
        total += add_three(i)
    print(total)
    counter = make_counter()
    for i in range(700_000):
        counter()
    print(counter(step=5))
    pipeline = compose(make_adder(1), lambda x: x * 2, make_adder(-3))
    total = 0
    for i in range(200_000):
        total += pipeline(i)
    print(total)
    print(sum(make_adder(i)(1) for i in range(300_000)))


if __name__ == "__main__":
    main()
