def outer(n):
    middle(n)


def middle(n):
    return inner(n) + 1


def inner(n):
    return 10 // n


outer(0)
