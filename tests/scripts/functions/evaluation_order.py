def t(x):
    print(x, end=" ")
    return x


def f(*args, **kwargs):
    print("|", args, kwargs)


f(t(1), t(2), a=t(3), *[t(4)], b=t(5), **{"c": t(6)})
d = {t("k1"): t("v1"), t("k2"): t("v2")}
print(d)
lst = [t(1), t(2)]
print(lst)
x = [0, 0, 0]
x[t(1)] = t(9)
print(x)
x[t(0)], x[t(2)] = t("a"), t("b")
print(x)
x[t(1)] += t(1)
print(x)
print(t(1) + t(2) * t(3))
print(t(0) and t(1), t(0) or t(2), t(1) and t(0) or t(3))
print(t(1) if t(0) else t(2))
print(t(1) < t(2) < t(3))
print([t(i) for i in (t(5), t(6)) if t(True)])
print((lambda a=t("default"): a)())


class A:
    t("class body")

    def m(self, v):
        print(v, end=" ")
        return self


A().m(t("x")).m(t("y"))
print()


def g(a=t("d1"), b=t("d2"), *, k=t("k1")):
    pass


print()
a = b = t("once")
print(a, b)
del x[t(0)]
print(x)
assert t(1), t("not evaluated")
print()
print(f"{t(1)}{t(2)!r:{t(5)}}")
i = 0
i, x[i] = 1, "set at new i"
print(i, x)
