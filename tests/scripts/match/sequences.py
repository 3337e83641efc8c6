def seq(x):
    match x:
        case []:
            return "empty"
        case [1]:
            return "just one"
        case [a]:
            return f"single {a}"
        case [1, 2, *rest]:
            return f"one two then {rest}"
        case [first, *_, "end"]:
            return f"{first} to end"
        case (a, b):
            return f"pair {a} {b}"
        case [[a, b], [c, d]]:
            return "never: a pair already matched"
        case [a, *mid, z]:
            return f"{a} {mid} {z}"
        case _:
            return "no sequence"


for x in ([], [1], [5], (1, 2), [1, 2, 3, 4], ["a", "b", "end"], (1, 3), [[1, 2], [3, 4]], [1, 9, 9, 2], "ab", b"ab", {1, 2}, {1: 2}, range(3), range(0), iter([1]), bytearray(b"x"), 5, None, (7,)):
    print(type(x).__name__, seq(x))


def nested(x):
    match x:
        case [1, [2, [3, *deep]]]:
            return deep
        case ["cmd", ("go" | "move") as verb, (int() | float()) as n]:
            return verb, n
        case ["say", str(text)]:
            return text
        case [x1, x2, (x3, x4)]:
            return x1, x2, x3, x4
        case [*all_of_it]:
            return all_of_it


for x in ([1, [2, [3, 4, 5]]], ["cmd", "go", 5], ["cmd", "move", 1.5], ["cmd", "fly", 5], ["say", "hi"], ["say", 5], [1, 2, (3, 4)], [], 7):
    print(nested(x))


def command(line):
    match line.split():
        case ["quit"]:
            return "bye"
        case ["go", ("north" | "south" | "east" | "west") as d]:
            return f"going {d}"
        case ["go", other]:
            return f"cannot go {other}"
        case ["drop", *things] if things:
            return f"dropping {', '.join(things)}"
        case [] | ["look"]:
            return "looking"
        case [verb, *_]:
            return f"unknown {verb}"


for line in ("quit", "go north", "go up", "drop a b c", "drop", "", "look", "dance now"):
    print(command(line))


class Seq:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


match Seq():
    case [a, b]:
        print("matched", a, b)
    case _:
        print("user classes are not sequences by themselves")


class MyList(list):
    pass


match MyList([1, 2]):
    case [a, b]:
        print("subclass", a, b)
match (1, 2, 3):
    case (1, *_):
        print("starts with one")
