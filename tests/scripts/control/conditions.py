values = [0, 1, -1, 0.0, 0.5, "", " ", [], [0], (), (0,), {}, {0: 0}, set(), None, True, False, b"", range(0), range(1), float("nan"), lambda: 0, object, ...]
print([bool(v) for v in values])


class Falsy:
    def __bool__(self):
        print("bool called")
        return False


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class FloatLen:
    def __len__(self):
        return 1.5


if Falsy():
    print("yes")
else:
    print("no")
print(not Falsy(), Falsy() or "default", bool(Sized(0)), bool(Sized(3)), not Sized(0))
for cls in (BadBool, BadLen, FloatLen):
    try:
        if cls():
            pass
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
x = 5
print("big" if x > 3 else "small", "a" if x == 1 else "b" if x == 5 else "c")
if x > 3 and x < 10 or False:
    print("and/or")
if not (x > 3 and x > 4) or x == 5:
    print("not")
if (n := x * 2) > 9:
    print("walrus", n)
while (x := x - 1) > 2:
    print("x", x)
print((y := 3) + y, [z := 1, z + 1], (a := (b := 2) + 1), a, b)
if 1 < x <= 2 != 5 in [5]:
    print("chain")
print(None or 0 or "last", "first" and [] and "no", not None)


def grade(score):
    if score >= 90:
        return "A"
    elif score >= 80:
        return "B"
    elif score >= 70:
        return "C"
    return "F"


print([grade(s) for s in (95, 85, 75, 10)])
if x: pass
else: print("empty branch")
print(1 if [] else 2, (1, 2)[True], [lambda: "t", lambda: "f"][not 1]())
