x = 1
print("x" in globals(), globals()["x"], globals() is globals())
globals()["made"] = "through globals"
print(made)


def f(a):
    b = 2
    before = sorted(locals())
    c = 3
    return before, sorted(locals()), locals()["a"]


print(f(1))


def g():
    loc = locals()
    z = 1
    return loc, "z" in locals()


print(g())


class K:
    y = 5
    seen = sorted(k for k in locals() if not k.startswith("__"))


print(K.seen, sorted(k for k in vars(K) if not k.startswith("__")))
print(locals() is globals(), __name__, __doc__, type(__builtins__).__name__)


def nested():
    v = "outer"

    def inner():
        v
        return locals()
    return inner()


print(nested())
del globals()["made"]
try:
    made
except NameError as e:
    print(e)


def shadow(print=len):
    return print("abc")


print(shadow())
import builtins
builtins.everywhere = "visible"
print(everywhere, builtins.len is len, builtins.__name__)
del builtins.everywhere
