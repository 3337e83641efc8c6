def order(sizes):
    n = len(sizes) - 1
    cost = [[0] * n for _ in range(n)]
    split = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i][j] = float("inf")
            for k in range(i, j):
                c = cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1]
                if c < cost[i][j]:
                    cost[i][j], split[i][j] = c, k

    def text(i, j):
        if i == j:
            return "ABCDEFGH"[i]
        return f"({text(i, split[i][j])}{text(split[i][j] + 1, j)})"

    return cost[0][n - 1], text(0, n - 1)


print(order([40, 20, 30, 10, 30]))
print(order([10, 20, 30]))
print(order([30, 35, 15, 5, 10, 20, 25]))
