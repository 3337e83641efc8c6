def inner():
    x = yield 1
    print("inner got", x)
    y = yield 2
    print("inner got", y)
    return "inner result"


def outer():
    result = yield from inner()
    print("outer:", result)
    yield from [10, 20]
    yield from "ab"
    yield from (i for i in range(2))
    return "outer result"


g = outer()
print(next(g), g.send("A"), g.send("B"))
print(list(g))


def catching():
    try:
        yield "first"
    except ValueError as e:
        print("inner caught", e)
        yield "after"
    finally:
        print("inner finally")


def delegate():
    try:
        yield from catching()
    except KeyError as e:
        print("outer caught", e)
        yield "recovered"


g = delegate()
print(next(g), g.throw(ValueError("v")))
print(list(g))
g = delegate()
next(g)
print(g.throw(KeyError("k")))
g = delegate()
next(g)
g.close()


class NoThrow:
    def __iter__(self):
        return self

    def __next__(self):
        return "n"


def from_iterator():
    yield from NoThrow()


g = from_iterator()
print(next(g), g.send(None))
try:
    g.send(5)
except AttributeError as e:
    print(e)
g = from_iterator()
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as e:
    print(e)


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, [3, [4, []]], 5]])))


def chain(*its):
    for it in its:
        yield from it


print(list(chain([1], (2,), {3}, "4", range(5, 6))))
try:
    list(chain(5))
except TypeError as e:
    print(e)


def returns(v):
    return v
    yield


def adds():
    a = yield from returns(1)
    b = yield from returns(2)
    return a + b


def top():
    print((yield from adds()))


list(top())


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(100)), list(deep(5)))


def lazy_sum():
    return sum((yield from ([i] for i in range(2))) or [9])


g = lazy_sum()
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)
