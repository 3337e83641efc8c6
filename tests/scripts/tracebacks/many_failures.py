import sys
class Problem(Exception): pass
def level(n):
    if n == 0:
        raise Problem("deep", n)
    return level(n - 1) + 1
def chained():
    try:
        level(2)
    except Problem as e:
        raise ValueError("outer") from e
def implicit():
    try:
        {}["k"]
    except KeyError:
        [][3]
def suppressed():
    try:
        int("z")
    except ValueError:
        raise TypeError("clean") from None
def noted():
    e = RuntimeError("with notes")
    e.add_note("note one\nsecond line"); e.add_note("note two")
    raise e
def recursion(n): return recursion(n + 1)
def multi():
    return (1 +
            len(3) +
            2)
def attr(): x = None; return x.foo.bar
def call(): return print("a", *[1], **{"sep": 5})
def sub(): d = {"a": {}}; return d["a"]["b"]["c"]
def binop(): a, b = 1, "x"; return (a + 2) + b * 2 + (a + b)
def cmp(): return 1 < 2 < "x"
def gen(): return sum(1 / x for x in (1, 0))
def comp(): return [y.z for y in (1, 2)]
def lam(): return (lambda q: q / 0)(1)
def asrt(): assert 1 == 2, f"msg {1}"
def asrt2(): assert []
def unpack(): a, b = 1, 2, 3
def deleted():
    x = 1
    del x
    return x
def nameerr(): return lenght([1])
def imp(): import sys.nope
def evals(): return eval("1 +\n 1/0")
class C:
    def __init__(self): self.value = 1
    def method(self): return self.vlaue
    def __repr__(self): raise Problem("repr")
    def __del__(self): pass
def method(): C().method()
def reprs(): return f"{C()}"
def withs():
    class M:
        def __enter__(self): return 1
        def __exit__(self, *a): raise Problem("in exit")
    with M():
        1 / 0
def fin():
    try:
        raise Problem("body")
    finally:
        1 / 0
def exit_(): sys.exit("leaving")
def group(): raise ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [KeyError("k")])])
for fn in (
    chained, implicit, suppressed, noted, recursion, multi, attr, call, sub, binop, cmp, gen, comp, lam, asrt, asrt2, unpack, deleted, nameerr, imp, evals, method, reprs, withs, fin, exit_, group,
):
    try:
        fn()
    except BaseException:
        print(f"--- {fn.__name__}", file=sys.stderr)
        sys.excepthook(*sys.exc_info())
chained()
