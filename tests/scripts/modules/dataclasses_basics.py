from dataclasses import asdict, astuple, dataclass, field, fields, replace


@dataclass
class Point:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    name: str = "final"


print(Point(1), Point(1) == Point(1, 2, []), Point(1) == Point(2), asdict(Point(1, 2, ["a"])), astuple(Version(1)), replace(Version(1), major=3))
print(Version(1) < Version(2), hash(Version(1)) == hash(Version(1)), Point.__match_args__, [f.name for f in fields(Point)], {Version(1): "v"})
for code in ("Point()", "Point(1, 2, 3, 4)", "setattr(Version(1), 'major', 2)", "hash(Point(1))", "Point(1) < Point(2)"):
    try:
        print(eval(code))
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


@dataclass
class Square(Point):
    side: float = 1.0

    def __post_init__(self):
        self.area = self.side ** 2


s = Square(1, side=3.0)
print(s, s.area, isinstance(s, Point))
match s:
    case Square(x=1, side=w):
        print("matched", w)
