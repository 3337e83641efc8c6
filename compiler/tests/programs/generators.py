def producer(n):
    x = yield
    while n:
        n -= (yield n, x)
    r = yield from producer(0)
    return r


g = (a + b for a in range(3) for b in range(a))
