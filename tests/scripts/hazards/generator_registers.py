# Everything a frame holds must survive a yield, also in the middle of an expression or a loop.
def expression():
    x = 1 + (yield "a") * 2 + (yield "b")
    y = [x, (yield "c"), x, *(yield "d")]
    z = {"k": (yield "e"), **(yield "f")}
    w = f"{x}{(yield 'g')}{y}"
    v = ((yield "h"), (yield "i")) < ((yield "j"), (yield "k"))
    return x, y, z, w, v


g = expression()
print(next(g), end=" ")
sent = iter([10, 5, "C", [1, 2], "E", {"q": 1}, "G", 1, 2, 1, 3])
try:
    while True:
        print(g.send(next(sent)), end=" ")
except StopIteration as stop:
    print()
    print(stop.value)


def loops():
    for i in range(3):
        for j in [10, 20]:
            try:
                got = yield i + j
                if got == "skip":
                    continue
                if got == "stop":
                    break
            finally:
                yield ("finally", i, j)
        else:
            yield "inner else"


g = loops()
out = [next(g)]
for s in (None, None, "skip", None, "stop", None, None, None, "stop", None, None):
    try:
        out.append(g.send(s))
    except StopIteration:
        out.append("end")
        break
print(out)


def calls():
    return max((yield 1), (yield 2), key=(yield 3)), sorted((yield 4), reverse=(yield 5))


g = calls()
next(g)
try:
    for s in (-5, 3, abs, [1, 2], True):
        g.send(s)
except StopIteration as stop:
    print(stop.value)


def handlers():
    try:
        try:
            yield 1
            raise ValueError("v")
        except ValueError as e:
            yield repr(e)
            raise KeyError("k") from e
    except KeyError as e:
        yield repr(e), repr(e.__cause__)
    import sys
    yield sys.exception()


print(list(handlers()))


def interleaved(name, n):
    local = []
    for i in range(n):
        local.append((yield name, i, list(local)))


a, b = interleaved("a", 3), interleaved("b", 3)
next(a), next(b)
print(a.send(1), b.send(2), a.send(3), b.send(4))


def recursive(n):
    if n:
        for x in recursive(n - 1):
            yield x
            yield n
    else:
        yield 0


print(list(recursive(3)))


class Tree:
    def __init__(self, *kids):
        self.kids = kids

    def walk(self, depth=0):
        yield depth
        for k in self.kids:
            yield from k.walk(depth + 1)


print(list(Tree(Tree(Tree()), Tree()).walk()))
gens = [(i * j for j in range(3)) for i in range(3)]
print([next(g) for g in gens], [next(g) for g in gens], [list(g) for g in gens])


def cell_in_generator():
    x = 0

    def bump():
        nonlocal x
        x += 1
        return x

    while True:
        yield x, bump(), x


g = cell_in_generator()
print(next(g), next(g))


def unfinished():
    try:
        while True:
            yield
    finally:
        print("closed by the collector")


u = unfinished()
next(u)
u = None
print("after")
