# A variable that is read early must keep the value it had then, whatever happens later in the expression.
def f():
    x = 1
    a = x + (x := 10)
    b = (x, (x := 20), x)
    c = [x, x := 30, x]
    d = x * (x := 2) + x
    e = x < (x := 5) < x + 1
    g = (lambda p, q, r: (p, q, r))(x, (x := 7), x)
    h = {x: (x := 8), x: x}
    i = x - (x := 1) - x
    j = f"{x}{(x := 9)}{x}"
    k = [1, 2, 3, 4][(x := 1):(x := x + 2)]
    return a, b, c, d, e, g, h, i, j, k, x


print(f())


def by_nonlocal():
    x = 1

    def bump():
        nonlocal x
        x += 100
        return x

    a = x + bump()
    b = [x, bump(), x]
    c = (x, bump()) + (x,)
    x += bump()
    d = x
    y = x
    y = y + bump() + x
    return a, b, c, d, y


print(by_nonlocal())
counter = 1


def change():
    global counter
    counter = counter * 10
    return counter


print(counter + change(), counter - change(), (counter, change(), counter), [counter, change()], counter)
counter += change()
print(counter)


class Box:
    def __init__(self):
        self.v = 1

    def grow(self):
        self.v += 1
        return self.v


b = Box()
print(b.v + b.grow(), b.v * b.grow(), (b.v, b.grow(), b.v), b.v)
b.v += b.grow()
print(b.v)
l = [1, 2]
print(l[0] + (l.append(3) or 5), l + (l.append(4) or []), len(l))
l[0] += (l.__setitem__(0, 100) or 1)
print(l)


def loop():
    total = 0
    i = 0
    while (i := i + 1) < 5 and (total := total + i) < 100:
        pass
    return i, total


print(loop())


def arguments(a, b):
    a, b = b, a
    a = a, b
    b = [b, a, (b := 3), b]
    return a, b


print(arguments(1, 2))
