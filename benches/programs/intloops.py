"""Nested loops over ranges with integer arithmetic."""


def triples(limit):
    found = 0
    checksum = 0
    for a in range(1, limit):
        for b in range(a, limit):
            square = a * a + b * b
            if square % 7 == 3:
                found += 1
            checksum = (checksum * 31 + square) & 0xFFFFFFF
    return found, checksum


def main():
    print(triples(1300))


if __name__ == "__main__":
    main()
