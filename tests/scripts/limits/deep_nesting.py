def nest(header, depth, body):
    lines = []
    for i in range(depth):
        lines.append("    " * i + header.format(i=i))
    lines.append("    " * depth + body)
    return "\n".join(lines)


count = 0
exec(nest("for i{i} in range(2):", 10, "count += 1"))
print(count)
exec(nest("if True:", 80, "print('eighty deep')"))
exec(nest("while True:", 15, "break") + "\n" + "\n".join("    " * i + "break" for i in range(14, 0, -1)))
exec(nest("def f{i}():", 30, "print('thirty functions')") + "\n" + "\n".join("    " * (i + 1) + f"f{i + 1}()" for i in range(28, -1, -1)) + "\nf0()")
exec(nest("class C{i}:", 30, "x = 5"))
print(C0.C1.C2.C3.x if hasattr(C0.C1.C2.C3, "x") else "deeper")
exec(nest("with m:", 15, "print('fifteen with')"), {"m": type("M", (), {"__enter__": lambda s: s, "__exit__": lambda s, *a: None})()})
source = "try:\n    1 / 0\nexcept ZeroDivisionError:\n    print('level 0')"
for level in range(1, 12):
    source = "try:\n" + "\n".join("    " + l for l in source.split("\n")) + f"\n    raise KeyError({level})\nexcept KeyError:\n    print('level {level}')"
exec(source)
source = "x"
for i in range(12):
    source = f"[{source} for x{i} in [1]]"
print(str(eval(source.replace("x for", "7 for", 1)))[:40])


def make(depth):
    source = "lambda: v"
    return eval("lambda v: " + "lambda: " * depth + "v")


f = make(40)("captured")
for _ in range(40):
    f = f()
print(f)
data = []
for _ in range(100):
    data = [data]
print(repr(data) == "[" * 101 + "]" * 101)
deep = ()
for _ in range(200):
    deep = (deep,)
other = ()
for _ in range(200):
    other = (other,)
print(deep == other, hash(deep) == hash(other), deep < other)
