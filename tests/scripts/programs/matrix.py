class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        widths = {len(r) for r in self.rows}
        if len(widths) != 1:
            raise ValueError("ragged rows")
        self.height, self.width = len(self.rows), widths.pop()

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __getitem__(self, key):
        i, j = key
        return self.rows[i][j]

    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])

    __rmul__ = __mul__

    def __matmul__(self, other):
        if self.width != other.height:
            raise ValueError(f"{self.height}x{self.width} @ {other.height}x{other.width}")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in columns] for r in self.rows])

    def __pow__(self, n):
        result = Matrix.identity(self.height)
        base = self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __neg__(self):
        return self * -1

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def det(self):
        if self.height == 1:
            return self[0, 0]
        return sum((-1) ** j * self[0, j] * self.minor(0, j).det() for j in range(self.width))

    def minor(self, i, j):
        return Matrix([r[:j] + r[j + 1:] for k, r in enumerate(self.rows) if k != i])

    def __str__(self):
        return "\n".join(" ".join(f"{x:>4}" for x in r) for r in self.rows)


m = Matrix([[1, 2], [3, 4]])
print(m @ m)
print(m.T, m.det(), m == m.T.T, (2 * m)[1, 1], -m + m == m * 0)
print((Matrix([[1, 1], [1, 0]]) ** 90)[0, 1])
print(Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 1]]).det())
m[0, 0] = 9
print(m[0, 0])
for bad in (lambda: m @ Matrix([[1, 2, 3]]), lambda: Matrix([[1], [2, 3]]), lambda: m @ 5):
    try:
        bad()
    except (ValueError, AttributeError) as e:
        print(e)
