import math
w, p, v = 12, 4, math.pi
name = "Ada"
rows = [("apple", 3, 1.5), ("banana", 12, 0.25), ("cherry pie", 100, 1234.5)]
print(f"{v:{w}.{p}f}|{v:<{w}.{p}}|{v:^{w}.{p}e}|{v:+0{w}.{p}f}|{v:{'>'}{w}}")
for n, c, pr in rows:
    print(f"{n:<12}|{c:>5,}|{pr:>10,.2f}|{c * pr:>12_.1f}|{c:#06x}|{c:08b}|{c/112:.1%}")
print(f"{name!r:>10}|{name!s:^10}|{name!a:*<10}|{'ü'!a}|{name:.2}|{name:10.1}|")
print(f"{name=} {name = } {name=!r:^9} {w + 1 = :>5} {rows[0][1]=:03d} {v=:.2f}")
print(f"{'nested ' + f'{name + f"{w:>{p}}"}'} {{}} {{{w}}} {w}}}")
print(f"{(lambda x: x * 2)(3)} {[i for i in range(3)]} { {'a': 1}['a'] } {'yes' if w > 3 else 'no'}")
print(f'''{
    w
    + p
}''', f"{w:%}", f"{1e10:g} {1e-5:g} {123456789:n} {0.1 + 0.2!r}", f"{True:d} {True} {True:>6}")
print(f"{10**20:,} {-5:=+8d} {5: d} {255:o} {255:X} {255:#b} {97:c} {3.0} {3.0:g} {2.5:.0f} {3.5:.0f}")
print(f"{1234567.891:,.2f} {1234567.891:_} {1e100:.3g} {float('inf'):>8} {float('nan'):f} {-0.0:+.1f} {-0.0:z.1f}")
print("{:>{w}}|{:{f}^{w}}|{0}|{name}".replace("{0}", "{{0}}").format("a", "b", w=5, f="*", name="n"))
print("{0[0]} {0[1][k]} {1.real} {a.__class__.__name__} {0!r:>20}".format([1, {"k": 2}], 3, a="s"))
print("%5d|%-5d|%05d|%+d|%x|%#X|%o|%e|%.3g|%c|%r|%s|%%|%5.1f|%*d|%.*f" % (1, 2, 3, 4, 255, 255, 8, 12345.678, 0.00001234, "c", "r", None, 3.14159, 6, 42, 2, 2.71828))
print("%(a)s %(b)05.1f" % {"a": [1], "b": 2.25}, "%s" % (1,), "%s %s" % ("a", "b"))
class Money:
    def __init__(self, c): self.c = c
    def __format__(self, spec):
        if spec == "eur": return f"{self.c / 100:.2f}€"
        if not spec: return str(self.c)
        raise ValueError(f"Unknown spec {spec!r}")
print(f"{Money(1234):eur} {Money(5)} {Money(7):{'eur'}}")
for bad in (
    lambda: f"{Money(1):usd}", lambda: f"{'a':d}", lambda: f"{1:s}", lambda: f"{1.5:d}",
    lambda: f"{None:>5}", lambda: f"{[]:5}", lambda: "%d" % "x", lambda: "%s %s" % 1,
    lambda: "%s" % (1, 2), lambda: "{} {}".format(1), lambda: "{a}".format(),
    lambda: "{0} {}".format(1, 2), lambda: "{".format(), lambda: "}".format(), lambda: "{!x}".format(1),
    lambda: "%q" % 1, lambda: f"{3:10.3d}", lambda: f"{'a':+}", lambda: f"{1:,_}", lambda: "%(a)s" % {},
    lambda: "%(a)s" % 1, lambda: f"{1:99999999999999999999d}", lambda: "{:{}{}}".format(1, 2),
    lambda: "{0.x}".format(1), lambda: "{0[x]}".format([1]), lambda: "%c" % "ab", lambda: "%c" % -1,
    lambda: f"{'x':=5}", lambda: f"{1.5:c}", lambda: f"{5:.2}",
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
