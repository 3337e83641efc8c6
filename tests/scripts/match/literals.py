def describe(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case 1.5:
            return "one and a half"
        case "hello":
            return "greeting"
        case b"raw":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case "a" "b":
            return "joined"
        case _:
            return "other"


for x in (0, 1, 2, 3, 4, -1, 1.5, 1.0, "hello", b"raw", None, True, False, "ab", [], 0.0):
    print(repr(x), describe(x))


def capture(x):
    match x:
        case int(n) if n > 100:
            return f"big {n}"
        case int() as n:
            return f"int {n}"
        case str() | bytes() as s:
            return f"text {s!r}"
        case y:
            return f"any {y}"


for x in (500, 5, "s", b"b", 1.5, None, True):
    print(capture(x))


class Color:
    RED = 1
    GREEN = "g"


def dotted(x):
    match x:
        case Color.RED:
            return "red"
        case Color.GREEN:
            return "green"
    return "unmatched"


print(dotted(1), dotted("g"), dotted(2))
match 5:
    case n if n < 3:
        print("small")
    case n if n < 10:
        print("medium", n)
print(n)
match = 3
case = 4
_ = 5
print(match, case, _)
match (1, 2):
    case a, b: print(a, b)
match [1, 2], 3:
    case [x, y], z:
        print(x, y, z)
type = 1
print(type)


def no_match(x):
    match x:
        case 1:
            return "one"


print(no_match(1), no_match(2))
