from dataclasses import dataclass, field
import math

@dataclass
class Point:
    x: float
    y: float = 0

@dataclass
class Circle:
    centre: Point
    r: float

@dataclass(frozen=True, order=True)
class Rect:
    a: Point = field(compare=False)
    b: Point = field(compare=False)
    name: str = "r"

class Colour:
    RED = "red"
    GREEN = "green"

class Plain:
    __match_args__ = ("left", "right")
    def __init__(self, left, right, op):
        self.left, self.right, self.op = left, right, op

def area(shape):
    match shape:
        case Circle(r=r) if r < 0:
            return "negative"
        case Circle(Point(0, 0), r):
            return f"at origin {math.pi * r ** 2:.3f}"
        case Circle(centre=Point(x=cx), r=r):
            return f"circle at x={cx} r={r}"
        case Rect(Point(x1, y1), Point(x2, y2)) | [Point(x1, y1), Point(x2, y2)]:
            return abs(x1 - x2) * abs(y1 - y2)
        case _:
            return None

for s in (
    Circle(Point(0, 0), 2), Circle(Point(1, 2), -1), Circle(Point(3), 1), Rect(Point(0, 0), Point(2, 3)), [Point(1, 1), Point(4, 5)], (Point(1), Point(2)), 7,
):
    print(area(s))

def command(c):
    match c.split() if isinstance(c, str) else c:
        case []: return "empty"
        case ["quit" | "exit" | "q"]: return "bye"
        case ["go", ("north" | "south") as d]: return f"going {d}"
        case ["go", other]: return f"cannot go {other}"
        case ["drop", *things] if len(things) > 2: return f"many: {things}"
        case ["drop", first, *rest]: return f"drop {first} then {rest}"
        case [Colour.RED, *_]: return "red!"
        case {"type": "msg", "body": str(text), **rest}: return f"msg {text} {rest}"
        case {"type": kind}: return f"dict of type {kind!r}"
        case {}: return "some dict"
        case int() | float() as n if n > 100: return f"big {n}"
        case bool(b): return f"bool {b}"
        case int(n): return f"int {n}"
        case -1.5 | 2.5: return "float constant"
        case str() as s: return f"str {s}"
        case None: return "none"
        case (a, b, *_): return f"seq {a} {b}"
        case Plain(l, Plain(op=o)): return f"nested {l} {o}"
        case Plain(1, r, op="+"): return f"plus {r}"
        case [x]: return f"one {x}"
        case object(real=r, imag=0.0): return f"numberlike {r}"
    return "fell out"

for c in (
    "", "quit", "go north", "go up", "drop a", "drop a b c d", "red x", {"type": "msg", "body": "hi",
    "n": 1}, {"type": 3}, {"x": 1}, 1000, True, 7, -1.5, 2.5, None, (1, 2, 3), Plain(1, 5, "+"), Plain(2, Plain(1, 1, "*"), "-"), [[1]], 3.5, object(), b"bytes", range(5),
    "lonely word",
):
    print(type(c).__name__, "->", command(c))

match {"a": [1, {"b": (2, 3)}]}:
    case {"a": [int(x), {"b": (y, z)}]}:
        print(x, y, z)
match 5:
    case 1 | 2:
        print("small")
    case n:
        print("n", n)
x = 3
match x, x + 1:
    case 3, 4:
        print("tuple subject")
match [1, [2, [3, [4]]]]:
    case [a, [b, [c, [d]]]]: print(a, b, c, d)
match = {"case": 1}
case = match["case"]
print(match, case)
type = 5
print(type + case)
for bad in (
    "match x:\n  case a | 1: pass", "match x:\n  case a: pass\n  case b: pass",
    "match x:\n  case [*a, *b]: pass", "match x:\n  case {**r, 'a': 1}: pass",
    "match x:\n  case P(a=1, 2): pass", "match x:\n  case a, a: pass", "match x:\n  case 1 + 1: pass",
    "match x:\n  case f(): pass\n  case f.x(): pass\n  case f.g.h: pass",
    "match x:\n  case {1: a, 1: b}: pass", "match x:\n case P(a=1, a=2): pass",
    "match x:\n  case -x: pass", "match x:\n  case _ as _: pass", "match x:\n  case (a as b) as c: pass",
    "match x:\n  case a as 1: pass", "match x:\n  pass", "match x:\n  case 1",
    "match x:\n  case {'a': _, **_}: pass", "match x:\n  case (1 | a): pass",
    "match x:\n  case f'x': pass",
):
    try:
        compile(bad, "<m>", "exec")
        print("ok", repr(bad))
    except SyntaxError as e:
        print(e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
class NoArgs: pass
class BadArgs: __match_args__ = ["x"]
class BadItem: __match_args__ = (1,)
for cls in (NoArgs, BadArgs, BadItem, int):
    try:
        __builtins__.exec if False else None
        ns = {"c": cls, "o": cls()}
        exec("match o:\n  case c(1, 2): pass", ns)
        print("no error")
    except TypeError as e:
        print(e)
