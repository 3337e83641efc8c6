"""Pancake flips over all permutations: small lists, slices and indexing."""


def fannkuch(n):
    permutation = list(range(n))
    count = [0] * n
    flips_max = 0
    checksum = 0
    even = True
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        first = permutation[0]
        if first:
            work = permutation[:]
            flips = 0
            while first:
                work[:first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > flips_max:
                flips_max = flips
            checksum += flips if even else -flips
        # The next permutation in the order of rotations of ever longer beginnings.
        while True:
            if r == n:
                return checksum, flips_max
            permutation.insert(r, permutation.pop(0))
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        r = max(r, 1)
        even = not even


def main():
    for n in (6, 7, 8, 8, 8, 8):
        print(*fannkuch(n))


if __name__ == "__main__":
    main()
