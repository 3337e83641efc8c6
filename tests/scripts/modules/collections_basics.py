from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], c.total(), sorted(Counter("aab").elements()))
print(Counter(a=1) + Counter(a=2, b=0), Counter("ab") - Counter("a"), Counter("aab") | Counter("bbc"), Counter("aab") & Counter("ab"), Counter("aab") == Counter("aba"))
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
print(o, o.popitem(), o.popitem(last=False), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1})
d = defaultdict(list)
d["x"].append(1)
d["y"].extend([2, 3])
print(d, dict(d), d.get("z"), "z" in d)
try:
    defaultdict(5)
except TypeError as e:
    print(e)
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], list(m.items()), len(m), m)
Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], p == (1, 2), p._replace(x=5), p._asdict(), Point._fields, Point._make([3, 4]), Point.__doc__)
x, y = p
print(x, y, namedtuple("D", "a b", defaults=[9])(1), isinstance(p, tuple), hash(p) == hash((1, 2)))
for code in ("Point(1)", "Point(1, 2, 3)", "namedtuple('P', 'x x')", "namedtuple('P', '_x')", "namedtuple('P', 'class')", "p._replace(z=1)", "Point._make([1])"):
    try:
        print(eval(code))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, q.maxlen, len(q), q[0], q[-1], list(q), list(reversed(q)), 2 in q, q == deque([0, 2, 3]))
q = deque("abc")
q.rotate(1)
print(q, q.pop(), q.popleft(), q, q.count("a"), q.index("a"))
q.extend("xyz")
q.extendleft("12")
q.insert(1, "i")
q.remove("x")
del q[0]
q[0] = "I"
print(q, q + deque("!"), q.copy() == q, q < deque("Z"))
q.reverse()
print(q)
q.clear()
for code in ("q.pop()", "q.popleft()", "q[0]", "q.remove(1)", "deque([1], -1)", "deque(5)", "hash(deque())"):
    try:
        print(eval(code))
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
q = deque(range(3))
try:
    for item in q:
        q.append(item)
except RuntimeError as e:
    print(e)
print(deque(), bool(deque()), deque([deque([1])]))
