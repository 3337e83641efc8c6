def leaks():
    yield 1
    raise StopIteration("inside")


g = leaks()
print(next(g))
try:
    next(g)
except RuntimeError as e:
    print(e, repr(e.__cause__))


def via_next():
    it = iter([])
    while True:
        yield next(it)


try:
    list(via_next())
except RuntimeError as e:
    print(e)


class It:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


print(list(It()), [x for x in It()], next(It(), "d"))


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("broken iterator")


for code in ("list(Broken())", "[x for x in Broken()]", "sum(Broken())", "max(Broken())", "1 in Broken()", "a, b = Broken()", "print(*Broken())", "dict(Broken())", "sorted(Broken())", "''.join(Broken())", "list(zip([1], Broken()))", "list(map(str, Broken()))", "any(Broken())", "tuple(Broken())", "set(Broken())", "[1].extend(Broken())", "list(enumerate(Broken()))"):
    try:
        exec(code)
    except ValueError as e:
        print(code, e)


def returns_value():
    return 5
    yield


try:
    next(returns_value())
except StopIteration as e:
    print(e.value, e.args)


def delegates():
    result = yield from returns_value()
    print("got", result)


print(list(delegates()))
try:
    raise StopIteration("plain code")
except StopIteration as e:
    print(e.value)


def caught_inside():
    try:
        next(iter(()))
    except StopIteration:
        yield "caught"


print(list(caught_inside()))
print([next(iter([5]))], next(iter([]), None))
it = iter(int, 0)
print(list(it))
