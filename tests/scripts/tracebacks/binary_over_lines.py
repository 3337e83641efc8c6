x = [1,2,3]
def f(a, b):
    return (a +
            b *
            c)
f(1, 2)
