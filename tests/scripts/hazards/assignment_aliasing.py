def swap():
    a, b, c = 1, 2, 3
    a, b, c = c, a, b
    a, b = b, a
    (a, b), c = (b, c), a
    a, a = 1, 2
    a, b = a + b, a - b
    return a, b, c


print(swap())


def targets():
    i = 0
    a = [0, 1, 2, 3]
    i = a[i] = 2
    x = a
    i, a[i] = 3, "three"
    a[i], i = i, a[i]
    x[0], x = "via old x", [9]
    return i, a, x


print(targets())


def tuples():
    x = 1
    x = x, x
    x = [x, *x]
    y = x
    x = x + x
    y += ["in place"]
    x, y = y, x
    return x, y


print(tuples())


def self_reference():
    x = []
    x.append(x is x)
    x = x = [x]
    for x in x:
        pass
    for x[0:1] in [[1, 2]]:
        pass
    return x


print(self_reference())


def strings():
    s = t = "a"
    s += "b"
    u = [s]
    s += "c"
    s += s
    s = s + s[:1]
    v = s
    for _ in range(3):
        s += "!"
    return s, t, u, v


print(strings())


def concat(parts):
    out = ""
    kept = []
    for p in parts:
        out += p
        kept.append(out)
    return kept


print(concat("abcd"))


def parameter(s, items, n):
    s += "x"
    items += [1]
    n += 1
    return s, items, n


text, data, number = "t", [0], 5
print(parameter(text, data, number), text, data, number)


def cells(x):
    def get():
        return x
    x += 1
    y = x
    x = x + x
    return get(), y


print(cells(5))


def unpack_failure():
    a, b = 1, 2
    try:
        a, b = 5,
    except ValueError:
        pass
    try:
        a, b = (10, 1 / 0)
    except ZeroDivisionError:
        pass
    try:
        a = b = [][0]
    except IndexError:
        pass
    try:
        a += "x"
    except TypeError:
        pass
    return a, b


print(unpack_failure())


def del_and_rebind():
    x = 1
    for i in range(3):
        if i == 1:
            del x
        elif i == 2:
            x = "new"
    return x


print(del_and_rebind())
