"""The Mandelbrot set with plain floats."""


def iterations(cr, ci, limit):
    zr = zi = 0.0
    for n in range(limit):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return n
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return limit


def main():
    width, height, limit = 320, 180, 150
    inside = 0
    checksum = 0
    for row in range(height):
        ci = 2.4 * row / height - 1.2
        for column in range(width):
            n = iterations(3.0 * column / width - 2.1, ci, limit)
            if n == limit:
                inside += 1
            checksum = (checksum * 17 + n) % 1_000_000_007
    print(inside, checksum)


if __name__ == "__main__":
    main()
