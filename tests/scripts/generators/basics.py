def count(n):
    print("start")
    i = 0
    while i < n:
        yield i
        i += 1
    print("end")


g = count(2)
print("created", type(g).__name__)
print(next(g))
print(next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
try:
    next(g)
except StopIteration:
    print("stays stopped")
print(list(count(3)), sum(count(4)), iter(g) is g)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, it):
    for _ in range(n):
        yield next(it)


print(list(take(10, fib())))


def returning():
    yield 1
    return "result"


g = returning()
next(g)
try:
    next(g)
except StopIteration as e:
    print(e.value)


def empty():
    return
    yield


print(list(empty()))


def nested():
    for i in range(3):
        for j in range(i):
            yield i, j


print(list(nested()))
gen = (x * x for x in range(4) if x % 2)
print(gen.__name__, type(gen).__name__, list(gen), list(gen))


def args(*a, k=1, **kw):
    yield a
    yield k
    yield kw


print(list(args(1, 2, k=3, z=4)))
a, b, *c = count(4)
print(a, b, c)
print(2 in fib(), max(count(3)), dict((k, v) for k, v in zip("ab", fib())), [*count(2)], "-".join(str(i) for i in count(2)))


class Tree:
    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r

    def __iter__(self):
        if self.l:
            yield from self.l
        yield self.v
        if self.r:
            yield from self.r


print(list(Tree(2, Tree(1), Tree(4, Tree(3)))))


def infinite():
    while True:
        x = yield
        print("got", x)


g = infinite()
next(g)
g.send(1)
g.send("two")
print(g.gi_running, g.gi_frame is not None, g.__name__, g.__qualname__, repr(g)[:28])
g.close()
print(g.gi_frame)
yielded = lambda: (yield 5)
print(list(yielded()))


def self_ref():
    try:
        next(me)
    except ValueError as e:
        print(e)
    yield 1


me = self_ref()
next(me)
