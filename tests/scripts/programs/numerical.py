import math


def bisect(f, lo, hi, eps=1e-12):
    if f(lo) * f(hi) > 0:
        raise ValueError("no sign change")
    while hi - lo > eps:
        mid = (lo + hi) / 2
        if f(lo) * f(mid) <= 0:
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2


def newton(f, df, x, steps=20):
    for _ in range(steps):
        x -= f(x) / df(x)
    return x


def simpson(f, a, b, n=200):
    h = (b - a) / n
    return h / 3 * sum(f(a + i * h) * (1 if i in (0, n) else 4 if i % 2 else 2) for i in range(n + 1))


def rk4(f, y, t, h, steps):
    for _ in range(steps):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h / 2 * k1)
        k3 = f(t + h / 2, y + h / 2 * k2)
        k4 = f(t + h, y + h * k3)
        y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        t += h
    return y


def gauss(a, b):
    n = len(a)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(i + 1, n):
            k = m[r][i] / m[i][i]
            m[r] = [x - k * y for x, y in zip(m[r], m[i])]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x


print(f"{bisect(lambda x: x * x - 2, 0, 2):.10f}", f"{newton(lambda x: x ** 3 - x - 2, lambda x: 3 * x * x - 1, 1.5):.10f}")
print(f"{simpson(math.sin, 0, math.pi):.8f}", f"{simpson(lambda x: x ** 3, 0, 2):.6f}", f"{rk4(lambda t, y: y, 1.0, 0.0, 0.01, 100):.8f}")
print([round(x, 9) for x in gauss([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3])])
try:
    bisect(lambda x: x * x + 1, 0, 1)
except ValueError as e:
    print(e)
data = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]
mean = sum(data) / len(data)
print(mean, math.sqrt(sum((x - mean) ** 2 for x in data) / len(data)), sorted(data)[len(data) // 2])
xs = [i / 10 for i in range(11)]
print([f"{math.exp(x):.4f}" for x in xs[:4]], sum(xs), math.fsum(xs), max(xs), [x for x in xs if x * 10 % 3 == 0])
