"""A product of matrices given as lists of lists."""


def matrix(size, seed):
    return [[float((i * seed + j * 3) % 17) for j in range(size)] for i in range(size)]


def product(a, b):
    rows, inner, columns = len(a), len(b), len(b[0])
    result = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        row = a[i]
        out = result[i]
        for j in range(columns):
            total = 0.0
            for k in range(inner):
                total += row[k] * b[k][j]
            out[j] = total
    return result


def main():
    size = 180
    c = product(matrix(size, 7), matrix(size, 5))
    print(sum(sum(row) for row in c), c[3][4])


if __name__ == "__main__":
    main()
