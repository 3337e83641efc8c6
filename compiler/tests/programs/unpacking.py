def unpacking(v, o):
    a, b = v
    a, b = b, a
    a, (b, *c), o.x = v
    x = y = o.z = v()
    x = y = 0
    [p, q] = a, b = v
    return a, b, c, x, y, p, q
