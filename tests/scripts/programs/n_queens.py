def solve(n, row=0, columns=(), left=frozenset(), right=frozenset()):
    if row == n:
        yield columns
        return
    for c in range(n):
        if c not in columns and row + c not in left and row - c not in right:
            yield from solve(n, row + 1, columns + (c,), left | {row + c}, right | {row - c})


def board(solution):
    n = len(solution)
    return "\n".join(" ".join("Q" if c == q else "." for c in range(n)) for q in solution)


print(board(next(solve(6))))
print([sum(1 for _ in solve(n)) for n in range(1, 8)])


def bits(n):
    full = (1 << n) - 1

    def place(columns, left, right):
        if columns == full:
            return 1
        count = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            count += place(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return count

    return place(0, 0, 0)


print([bits(n) for n in range(1, 9)])
