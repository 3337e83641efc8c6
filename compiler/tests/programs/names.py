counter = 0


def outer(a, b):
    c = a

    def inner():
        nonlocal c
        global counter
        c += b
        counter += 1
        return c, counter

    del b
    b = 2
    return inner, unbound_later(b)


def maybe(flag):
    if flag:
        x = 1
    print(x)
    del x
    print(x)
