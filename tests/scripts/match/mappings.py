def m(x):
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": "rect", "w": w, "h": h, **rest}:
            return f"rect {w}x{h} {rest}"
        case {"nested": {"a": [first, *_]}}:
            return f"nested {first}"
        case {1: one, None: none}:
            return f"{one} {none}"
        case {"optional": (int() | None) as o}:
            return f"optional {o}"
        case {**anything} if len(anything) > 2:
            return f"many {sorted(anything)}"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


for x in ({"type": "circle", "r": 5, "extra": 1}, {"type": "rect", "w": 1, "h": 2, "color": "red"}, {"type": "rect", "w": 1}, {"nested": {"a": [7, 8]}}, {1: "x", None: "y"}, {"optional": None}, {"optional": "s"}, {"a": 1, "b": 2, "c": 3}, {}, [], "text", None):
    print(m(x))


class D(dict):
    def __missing__(self, key):
        return "made up"


match D():
    case {"x": v}:
        print("wrong", v)
    case _:
        print("missing is not asked")
key = {"a": 1}
match key:
    case {"a": 1 | 2 as n}:
        print("n", n)


class Keys:
    NAME = "name"


match {"name": "Ann", "age": 3}:
    case {Keys.NAME: n, "age": int(a)}:
        print(n, a)


def event(e):
    match e:
        case {"user": {"name": str(name)}, "action": "login" | "logout" as action}:
            return f"{name} {action}"
        case {"error": {"code": 404 | 410}}:
            return "gone"
        case {"error": {"code": code}}:
            return f"error {code}"


print(event({"user": {"name": "Bo"}, "action": "login"}), event({"error": {"code": 410}}), event({"error": {"code": 500}}), event({}))
