"""Formatting: f-strings with and without specs, percent and str.format."""


def lines(count):
    total = 0
    checksum = 0
    for i in range(count):
        price = i * 0.37
        name = f"item{i % 100}"
        line = f"{i:6d} {name:<10} {price:10.2f} {i % 256:#04x} {name!r}"
        total += len(line)
        short = f"{i}:{name}={price:.3f}"
        checksum = (checksum * 31 + ord(short[-1]) + len(short)) % 1_000_003
        if i % 4 == 0:
            total += len("%5d|%-8s|%.1f" % (i, name, price))
            total += len("{0} {1:>12} {2:,}".format(i, name, i * 1000))
            total += len(f"{i=} {price:e}")
    return total, checksum


def main():
    print(*lines(60_000))


if __name__ == "__main__":
    main()
