def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print(e)


attempt(lambda: 1 + "a")
attempt(lambda: "a" + 1)
attempt(lambda: [1] + (2,))
attempt(lambda: (1,) + [2])
attempt(lambda: None + 1)
attempt(lambda: {} - {})
attempt(lambda: [1] * [2])
attempt(lambda: "a" * 1.5)
attempt(lambda: "a" - "b")
attempt(lambda: 1 @ 2)
attempt(lambda: 1.5 & 2)
attempt(lambda: 1 << 1.0)
attempt(lambda: 2 ** "3")
attempt(lambda: divmod("a", 2))
attempt(lambda: -"a")
attempt(lambda: +[])
attempt(lambda: ~1.5)
attempt(lambda: abs("x"))
attempt(lambda: 1 < "2")
attempt(lambda: [] >= {})
attempt(lambda: None < None)
attempt(lambda: (1, 2) < (1, "x"))
attempt(lambda: 1 in 5)
attempt(lambda: 1 in "abc")
attempt(lambda: b"a" + "b")
attempt(lambda: "b" + b"a")
attempt(lambda: {1} | [2])
attempt(lambda: pow("a", 2))
attempt(lambda: 3 // "x")
attempt(lambda: 3 % "x")


def inplace(op):
    x = 1
    y = "s"
    try:
        if op == "+":
            x += y
        elif op == "-":
            x -= y
        elif op == "*":
            x *= None
        elif op == "/":
            x /= y
        elif op == "//":
            x //= y
        elif op == "%":
            x %= y
        elif op == "**":
            x **= y
        elif op == "<<":
            x <<= y
        elif op == ">>":
            x >>= y
        elif op == "&":
            x &= y
        elif op == "|":
            x |= y
        elif op == "^":
            x ^= y
        elif op == "@":
            x @= y
    except TypeError as e:
        print(e)


for op in "+ - * / // % ** << >> & | ^ @".split():
    inplace(op)
