class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Circle:
    def __init__(self, center, r):
        self.center = center
        self.r = r


class Special(Point):
    pass


def where(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point(x=0):
            return f"on y at {p.y}"
        case Point(x, 0):
            return f"on x at {x}"
        case Special(x, y):
            return f"special {x},{y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "somewhere"
        case Circle(center=Point(cx, cy), r=int(r) | float(r)):
            return f"circle {cx},{cy} {r}"
        case Circle(r=None):
            return "no radius"
        case _:
            return "no idea"


for p in (Point(0, 0), Point(0, 5), Point(3, 0), Special(1, 2), Special(0, 0), Point(2, 2), Point(1, 2), Circle(Point(1, 1), 5), Circle(Point(1, 1), 2.5), Circle("c", None), Circle(1, 2), 5):
    print(where(p))


def builtins(x):
    match x:
        case bool(b):
            return f"bool {b}"
        case int(n):
            return f"int {n}"
        case float(f):
            return f"float {f}"
        case str(s):
            return f"str {s}"
        case list([a, b]):
            return f"list of two {a} {b}"
        case list(items):
            return f"list {items}"
        case tuple(t):
            return f"tuple {t}"
        case dict({"k": v}):
            return f"dict k {v}"
        case dict(d):
            return f"dict {d}"
        case set(s) | frozenset(s):
            return f"set {sorted(s)}"
        case bytes(b):
            return f"bytes {b}"
        case Exception(args=[first, *_]):
            return f"exception {first}"
        case type():
            return "type"


for x in (True, 1, 1.5, "s", [1, 2], [1], (1,), {"k": 1}, {}, {1}, frozenset({2}), b"b", ValueError("oops", 1), int):
    print(builtins(x))


class NoArgs:
    pass


for pattern in ("NoArgs(1)", "Point(1, 2, 3)", "int(1, 2)", "Point(1, x=1)"):
    try:
        exec(f"match subject:\n    case {pattern}:\n        print('matched')", {"NoArgs": NoArgs, "Point": Point, "subject": NoArgs() if "No" in pattern else 1 if "int" in pattern else Point(1, 2)})
    except TypeError as e:
        print(e)
try:
    match 5:
        case where():
            pass
except TypeError as e:
    print(e)


class Meta(type):
    def __instancecheck__(cls, obj):
        return True


class Everything(metaclass=Meta):
    pass


match 42:
    case Everything():
        print("by instancecheck")


class Node:
    __match_args__ = ("value", "left", "right")

    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right


def total(tree):
    match tree:
        case None:
            return 0
        case Node(v, None, None):
            return v
        case Node(v, l, r):
            return v + total(l) + total(r)


print(total(Node(1, Node(2), Node(3, None, Node(4)))))


def simplify(e):
    match e:
        case ("+", 0, x) | ("+", x, 0):
            return simplify(x)
        case ("*", 1, x) | ("*", x, 1):
            return simplify(x)
        case ("*", 0, _) | ("*", _, 0):
            return 0
        case (op, a, b):
            return (op, simplify(a), simplify(b))
        case x:
            return x


print(simplify(("+", 0, ("*", 1, "x"))), simplify(("*", "y", 0)), simplify(("+", ("+", "a", 0), "b")))
