"""A loop over one local integer."""


def countdown(n):
    while n > 0:
        n -= 1
    return n


def main():
    print(countdown(8_000_000))


if __name__ == "__main__":
    main()
