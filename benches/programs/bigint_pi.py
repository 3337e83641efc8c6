"""Digits of pi one after the other: big integers that keep growing."""


def pi_digits(count):
    """The spigot of Gibbons: a composition of linear fractional transformations."""
    digits = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits


def main():
    digits = pi_digits(2600)
    print("".join(str(digit) for digit in digits[:60]))
    print(sum(digits), digits[-1])
    factorial = 1
    for i in range(1, 1400):
        factorial *= i
    print(len(str(factorial)), factorial % 1_000_000_007, pow(3, factorial, 10 ** 30 + 57))


if __name__ == "__main__":
    main()
