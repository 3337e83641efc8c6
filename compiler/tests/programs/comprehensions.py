def comprehensions(rows):
    flat = [x * 2 for row in rows if row for x in row if x > 1]
    pairs = {k: v for k, v in rows}
    unique = {x for x in flat}
    total = sum(x for x in flat if (last := x))
    fs = [lambda: x for x in range(3)]
    return flat, pairs, unique, total, last, fs


squares = [n * n for n in range(10)]
