print(" ".join("Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0) or str(i) for i in range(1, 31)))
for i in range(1, 10):
    print(*[f"{i * j:2}" for j in range(1, i + 1)])
triangle = [[1]]
for _ in range(7):
    last = triangle[-1]
    triangle.append([1] + [a + b for a, b in zip(last, last[1:])] + [1])
for row in triangle:
    print(" ".join(map(str, row)).center(30).rstrip())


def spiral(n):
    grid = [[0] * n for _ in range(n)]
    x = y = 0
    dx, dy = 1, 0
    for k in range(1, n * n + 1):
        grid[y][x] = k
        nx, ny = x + dx, y + dy
        if not (0 <= nx < n and 0 <= ny < n) or grid[ny][nx]:
            dx, dy = -dy, dx
            nx, ny = x + dx, y + dy
        x, y = nx, ny
    return grid


for row in spiral(5):
    print(" ".join(f"{v:>2}" for v in row))
for n in range(1, 6):
    print(" " * (5 - n) + "*" * (2 * n - 1))
print(sorted({a * b for a in range(90, 100) for b in range(90, 100) if str(a * b) == str(a * b)[::-1]}))
print([(a, b, c) for c in range(1, 30) for b in range(1, c) for a in range(1, b) if a * a + b * b == c * c])


def look_and_say(n):
    s = "1"
    for _ in range(n):
        yield s
        out = ""
        while s:
            run = len(s) - len(s.lstrip(s[0]))
            out += str(run) + s[0]
            s = s[run:]
        s = out


print(list(look_and_say(8)))
moves = []


def hanoi(n, a, b, c):
    if n:
        hanoi(n - 1, a, c, b)
        moves.append(a + c)
        hanoi(n - 1, b, a, c)


hanoi(4, "A", "B", "C")
print(len(moves), " ".join(moves))
seen = set()
n = 4
while n not in seen:
    seen.add(n)
    n = sum(int(d) ** 2 for d in str(n))
print(n, sorted(seen))
print([n for n in range(1, 1000) if n == sum(int(d) ** len(str(n)) for d in str(n))])
days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
zeller = lambda y, m, d: days[(d + 13 * ((m - 3) % 12 + 3 + 1) // 5 + (y - (m < 3)) % 100 + (y - (m < 3)) % 100 // 4 + (y - (m < 3)) // 100 // 4 + 5 * ((y - (m < 3)) // 100) - 2) % 7]
print(zeller(2024, 2, 29), zeller(2000, 1, 1), zeller(1999, 12, 31))
