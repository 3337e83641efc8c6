# More local variables, arguments and constants than fit in a byte.
lines = ["def f():"]
lines += [f"    v{i} = {i * 1000}" for i in range(400)]
lines += ["    return " + " + ".join(f"v{i}" for i in range(400))]
exec("\n".join(lines))
print(f())
lines = ["def g(" + ", ".join(f"a{i}" for i in range(300)) + "):"]
lines += ["    return a0 + a255 + a256 + a299"]
exec("\n".join(lines))
print(g(*range(300)))
exec("def h(" + ", ".join(f"k{i}={i}" for i in range(300)) + "):\n    return k0, k128, k299")
print(h(), h(k299=5), h(1, k128=2))
exec("def k(*, " + ", ".join(f"k{i}" for i in range(280)) + "):\n    return k0 + k279")
print(k(**{f"k{i}": i for i in range(280)}))
try:
    k()
except TypeError as e:
    print(str(e)[:60], len(str(e)))
exec("def m():\n    return f0(" + ", ".join(str(i) for i in range(300)) + ")")
f0 = lambda *a: sum(a)
print(m())
exec("def n():\n    return f1(" + ", ".join(f"x{i}={i}" for i in range(300)) + ")")
f1 = lambda **k: sum(k.values())
print(n())


def many_names():
    for i in range(3):
        a = b = c = d = e = f = g = h = i
        (a, b), (c, d), *e = (b, a), (d, c), e, f
        yield a, b, c, d, e, f, g, h


print(list(many_names()))
