# A key's __eq__ changes the container in the middle of the lookup.
class Key:
    action = None

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if Key.action:
            action, Key.action = Key.action, None
            action()
        return self.name == other.name

    def __repr__(self):
        return self.name


def fill(n):
    return {Key(f"k{i}"): i for i in range(n)}


d = fill(4)
Key.action = d.clear
print(Key("k2") in d, d)
d = fill(4)
Key.action = d.clear
d[Key("k1")] = "new"
print(d)
d = fill(4)
Key.action = lambda: d.update(fill(40))
print(d[Key("k3")], len(d))
d = fill(3)
Key.action = lambda: d.pop(next(iter(d)))
print(d.pop(Key("k2"), None), d)
d = fill(3)
Key.action = lambda: d.__setitem__(Key("k9"), 9)
d[Key("k9")] = 10
print(d)
s = {Key("a"), Key("b"), Key("c")}
Key.action = s.clear
print(Key("c") in s, s)
s.add(Key("x"))
Key.action = lambda: s.add(Key("y"))
s.add(Key("y"))
print(len(s), sorted(map(repr, s)))
Key.action = lambda: s.update(Key(f"z{i}") for i in range(50))
print(Key("y") in s, len(s))


class Growing:
    """Each question adds an entry: the lookup has to come to an end nevertheless."""

    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return 3

    def __eq__(self, other):
        self.target[len(self.target) + 1000] = 1
        return False


d = {}
for _ in range(3):
    d[Growing(d)] = 1
print(len(d) > 3)


class Raising:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ZeroDivisionError("eq")


d = {Raising(): 1}
for bad in (lambda: d[1], lambda: 1 in d, lambda: {Raising()} & {1}, lambda: d == {1: 1}, lambda: d.setdefault(1, 2)):
    try:
        print(bad())
    except ZeroDivisionError as e:
        print("ZeroDivisionError", e)
