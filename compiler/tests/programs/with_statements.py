def managers(a, b):
    with a as x, b() as (y, z):
        if x:
            return y
    with a.lock:
        pass
