class Key:
    def __init__(self, name, h):
        self.name = name
        self.h = h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        print("eq", self.name, getattr(other, "name", other))
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return f"Key({self.name})"


a = Key("a", 1)
b = Key("b", 1)
d = {a: 1}
d[b] = 2
print(d, len(d))
print(d[Key("a", 1)], d[a])
print(Key("c", 1) in d)
print(Key("a", 2) in d)


class NoHash:
    def __eq__(self, other):
        return True


try:
    {NoHash(): 1}
except TypeError as e:
    print(e)
print(NoHash.__hash__)


class Bad:
    def __hash__(self):
        return "x"


try:
    hash(Bad())
except TypeError as e:
    print(e)


class Raises:
    def __hash__(self):
        raise ValueError("no hash today")


try:
    {}[Raises()]
except ValueError as e:
    print(e)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


grid = {Point(x, y): x * y for x in range(5) for y in range(5)}
print(len(grid), grid[Point(3, 4)], Point(2, 2) in grid, Point(9, 9) in grid)
print(len({Point(1, 1), Point(1, 1), Point(1, 2)}))


class D(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


m = D(x=1)
print(m["x"], m["ab"], m, m.get("q"), "q" in m, isinstance(m, dict), len(m))
