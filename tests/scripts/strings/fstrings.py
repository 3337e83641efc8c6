name = "World"
n = 42
pi = 3.14159
print(f"Hello {name}!", f"{n} {n + 1} {n * 2}", F"{name.upper()}", f"{name!r} {name!s} {name!a}")
print(f"{pi:.2f} {pi:10.3f}| {n:05d} {n:x} {n:#b} {n:,}", f"{name:>10}|{name:<10}|{name:^10}|{name:*^11}")
width, precision = 10, 3
print(f"{pi:{width}.{precision}f}|{name:{'>'}{width}}|{n:{width}}|{pi:{width}.{precision + 1}}")
print(f"{{literal}} {{{n}}} {{{{", f"}}")
print(f"{n=} {n = } {n=:5d}| {name=} {name=!s} {n + 1=} {pi=:.1f} {len(name)=}")
print(f"{'nested quotes'} {"same quotes"} {f'{n} inner {f"{pi}"}'}")
print(f"{n if n > 1 else 0} {[i * i for i in range(3)]} {({'a': 1})['a']} {(lambda x: x + 1)(5)}")
print(f"{'a' 'b'}" "c" f"{n}" 'd')
print(rf"\n {n} \t", fr"\{n}", f"\t{n}\n|", f"\x41{n}\N{BULLET}")
print(f"""multi {
    n
    + 1
} line
{name}""")
print(f"{n:{'0'}{5}}", f"{n!r:>6}", f"{'x'!r:^7}|", f"{True} {None} {[1, 2]} {(1,)}")
print(f"{n,}", f"{n, name}", f"{*[1, 2],}", f"{(y := 5)} {y}", f"{n:=+7}")
d = {"key": "value"}
print(f"{d['key']} {d["key"]}", f"{d}", f"{ {1: 2}[1] }", f"{ {1, 2} }")
print(f"", f"{''}", f"{""}x", f"a{1}b{2}c{3}")
print(f"{n:>{width}}", f"{n:{width}d}", f"{pi:.{precision}}", f"{1 != 2}", f"{n == 42}", f"{'a' < 'b'!r}")
print(f"{lambda_:=^10}" if (lambda_ := "L") else "")
print(f"{'\n'.join(['a', 'b'])}", f"{'# not a comment'}")


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __format__(self, spec):
        return f"<{self.amount}:{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


m = Money(5)
print(f"{m} {m:abc} {m!s} {m!r} {m!r:>6} {m=} {m=!s} {m:{n}}")


def counter():
    counter.n += 1
    return counter.n


counter.n = 0
print(f"{counter()} {counter()} {counter():03d}")
