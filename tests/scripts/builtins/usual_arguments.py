"""Built-in functions and methods with their usual arguments, and with others that only look like them."""


class Text(str):
    def __str__(self):
        return "own " + str.__str__(self)


class Number(int):
    def __str__(self):
        return "number"

    def __int__(self):
        return 77

    def __float__(self):
        return 0.5


def conversions():
    for value in (0, -1, 10**18, -(2**63), 2**70, True, 1.5, "7", Text("t"), Number(3)):
        print(str(value), type(str(value)).__name__)
    for value in (0, True, 1.9, "7", Number(3), 2**70):
        print(int(value), type(int(value)).__name__, float(value), type(float(value)).__name__)
    text = "same"
    print(str(text) is text, type(str(Text("x"))) is str)


def kinship():
    class Claims:
        __class__ = int

    class Meta(type):
        def __instancecheck__(cls, other):
            print("asked")
            return other == 3

    class Asked(metaclass=Meta):
        pass

    for value in (1, True, "s", 2.5, None, [], Claims(), ValueError()):
        print(isinstance(value, (int, str)), isinstance(value, (float, (list, Exception))), isinstance(value, ()))
    print(isinstance(3, (str, Asked)), isinstance(4, (str, Asked)), isinstance("s", (str, Asked)))
    for bad in ((str, 1), (1, str)):
        try:
            print(isinstance("s", bad))
            print(isinstance(2.5, bad))
        except TypeError as error:
            print(error)


def texts():
    for text in ("", " ", "a", " a", "a ", "  two  words \t and\nmore\x1c", "tail  ", "é è  ê"):
        print(text.split(), text.split(None, 0), text.split(None, 1), text.split(None, 2), text.split(maxsplit=-1))
    for items in ([], [""], ["a"], ["a", "b"], list("twenty-four characters.."), ["é", "x" * 30, ""], ("a", Text("b"))):
        for separator in ("", "-", ", ", "é"):
            joined = separator.join(items)
            print(joined, len(joined), end=" | ")
        print()
    for text, old, new in (("aXbX", "X", ""), ("aXbX", "X", "é"), ("aaa", "aa", "b"), ("abc", "", "-"), ("abc", "d", "e")):
        print(text.replace(old, new), text.replace(old, new, 1), text.replace(old, new, 0), text.count(old), text.find(old))
    print("ééa".find("a"), "ééa".count(""), Text("ab").replace("a", "b"), "ab".replace(Text("a"), "c"))


def tables():
    table = {}
    for n in range(40):
        table[n] = n
        table[str(n)] = n
    for n in range(0, 40, 3):
        del table[n]
    for n in range(60):
        table[n] = -n
        table[str(n)] = table.get(str(n), 0) + 1
    table[1.0] = "one"
    table[True] = "true"
    print(len(table), list(table.items())[-5:], table[1], [key for key in table if key == 1])
    print({n % 7: n for n in range(50)}, len({str(n % 13): n for n in range(50)}))
    print({n % 40 for n in range(100)} == set(range(40)), {-1, -2, -1}, {1, True, 1.0})


def parts():
    items = list(range(10))
    copy = items[:]
    print(copy == items, copy is items, items[7:2], items[::-1], items[5::-1], items[-3::-1], items[:3:-1], items[::3], items[8:1:-3])
    items[:4] = items[3::-1]
    print(items)
    items[2:5] = (7, 8, 9)
    items[1:1] = "ab"
    items[:3] = items
    items[::2] = range(len(items[::2]))
    print(items)
    items[3:] = []
    items[5:9] = [1]
    print(items)
    nested = [[n] for n in range(4)]
    nested[1:3], nested[:1] = nested[2:0:-1], nested[3:]
    print(nested)


class Coded(Exception):
    def __init__(self, code, *more, note=None):
        super().__init__("coded", code)
        self.code = code
        self.note = note
        self.more = more


class Silent(ValueError):
    def __init__(self, *args, **keywords):
        pass


class Returning(Exception):
    def __init__(self):
        return 3


class Missing(KeyError):
    def __init__(self, key):
        KeyError.__init__(self, key)


def exceptions():
    for make in (lambda: Coded(1), lambda: Coded(2, 3, note="n"), lambda: Silent(1, a=2), lambda: Missing("k")):
        error = make()
        print(repr(error), error.args, str(error), sorted(vars(error)))
    for make in (Coded, Returning, lambda: Coded(1, nope=2)):
        try:
            make()
        except TypeError as error:
            print(error)
    error = ValueError(1)
    error.__init__()
    print(error.args)
    ValueError.__init__(error, 2, 3)
    print(error.args)
    try:
        raise Coded(5)
    except Coded as caught:
        print(caught.code, caught.__traceback__.tb_next)


conversions()
kinship()
texts()
tables()
parts()
exceptions()
