def counter():
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count

    def read():
        return count

    return increment, read


inc, read = counter()
inc2, read2 = counter()
print(inc(), inc(), read(), inc2(), read2(), read())


def outer(x):
    def middle():
        def inner():
            return x
        return inner
    return middle


print(outer("deep")()())


def adders():
    result = []
    for i in range(3):
        def add(n):
            return n + i
        result.append(add)
    return result


print([f(10) for f in adders()])


def shared():
    items = []

    def add(x):
        items.append(x)
        return items

    return add


s = shared()
s(1)
print(s(2), shared()(9))


def late():
    def f():
        return value
    value = "assigned after the def"
    return f()


print(late())


def unset():
    def f():
        return value
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    value = 1
    return f()


print(unset())


def deep():
    a = 1

    def b():
        def c():
            nonlocal a
            a += 10
            return a
        c()
        return a
    return b() + a


print(deep())


def accumulate(total=0):
    while True:
        def add(n):
            nonlocal total
            total += n
        add(5)
        return total


print(accumulate(), accumulate(3))


def arg_cell(a, *args, k=1, **kw):
    return lambda: (a, args, k, kw)


print(arg_cell(1, 2, k=3, z=4)())
f = arg_cell(0)
print(f.__closure__ is not None, len(f.__closure__), f.__code__.co_freevars, sorted(c.cell_contents for c in f.__closure__ if isinstance(c.cell_contents, int)))


def delete_cell():
    x = 1

    def show():
        return x

    del x
    try:
        show()
    except NameError as e:
        print(e)
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)


delete_cell()


def recursion():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact(10)


print(recursion())


class Holder:
    def make(self):
        return lambda: self.name

    name = "held"


print(Holder().make()())
