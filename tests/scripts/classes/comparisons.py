class N:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v if isinstance(o, N) else NotImplemented

    def __lt__(self, o):
        return self.v < o.v if isinstance(o, N) else NotImplemented

    def __le__(self, o):
        return self.v <= o.v if isinstance(o, N) else NotImplemented

    def __repr__(self):
        return f"N{self.v}"


a, b, c = N(1), N(2), N(1)
print(a == c, a != c, a == b, a != b, a < b, a > b, a <= c, a >= c, b > a, b >= a)
print(sorted([b, a, N(0)]), max(a, b), min(b, a), a in [c], [b, c].index(a), [a, c, b].count(a))
print(a == 1, a != 1, 1 == a)
for code in ("a < 1", "a > 1", "1 < a", "a <= None", "max(a, 1)", "sorted([a, 1])", "hash(a)"):
    try:
        print(eval(code))
    except TypeError as e:
        print(e)


class OnlyEq:
    def __eq__(self, o):
        return True


class OnlyNe:
    def __ne__(self, o):
        return "ne"


print(OnlyEq() != 5, OnlyEq() == 5, OnlyNe() != 1, OnlyNe() == 1, OnlyEq() in [], OnlyEq() in [1])


class Rich:
    def __lt__(self, o):
        return "lt"

    def __gt__(self, o):
        return []

    def __eq__(self, o):
        return "eq"

    def __contains__(self, x):
        return "non-empty string"


r = Rich()
print(r < 1, r > 1, r == 1, 1 < r, 1 > r, r < 1 < 2, r > 1 < 2, 1 in r, 1 not in r, not r < 1)
o = object()
print(o == o, o == object(), o != o, o is o)
try:
    o < o
except TypeError as e:
    print(e)


class H:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __hash__(self):
        return hash(self.v)


print(len({H(1), H(1), H(2)}), {H("k"): 1}[H("k")], hash(H(5)) == hash(5))


class Sub(H):
    pass


class SubEq(H):
    def __eq__(self, o):
        return False


print(hash(Sub(3)) == hash(3), SubEq.__hash__)
x = SubEq(1)
print(x in [x], [x] == [x], x == x, [x].index(x))
