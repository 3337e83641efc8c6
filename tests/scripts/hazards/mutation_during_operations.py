# Containers and functions that change while something walks over them.
class Evil:
    def __init__(self, action, value=0):
        self.action, self.value = action, value

    def __eq__(self, other):
        self.action()
        return False

    def __hash__(self):
        return 1

    def __lt__(self, other):
        self.action()
        return False

    def __repr__(self):
        self.action()
        return "evil"

    def __index__(self):
        self.action()
        return self.value


l = [1, 2, 3]
l.append(Evil(l.clear))
print(5 in l, l)
l = [Evil(lambda: l.clear()), 2, 3]
print(l.count(5), l)
l = [1, Evil(lambda: l.append("grown")), 3]
print(l, len(l))
l = []
l.extend(Evil(lambda: l.append(9)) for _ in range(3))
try:
    l.sort()
except ValueError as e:
    print(e)
l = list(range(10))
try:
    l[Evil(l.clear, 3)]
except IndexError as e:
    print(e)
l = list(range(10))
print(l[Evil(l.clear, 1):5], l)
l = [1, 2, 3]
l[:] = (l.pop() for _ in range(3))
print(l)
l = [1, 2, 3]
l.extend(l)
l[1:2] = l
print(l)
l = [[1], [2]]
l.extend(x for x in l if len(l) < 6)
print(l)
d = {1: 1}
k = Evil(lambda: d.clear())
d = {k: "first"}
print(d.get(Evil(lambda: d.clear())), len(d))
d = {i: i for i in range(5)}
try:
    for key in d:
        d[key + 100] = 1
except RuntimeError as e:
    print(e)
d = {"a": 1}
try:
    d.update((x, d.clear()) for x in "bcd")
    print(d)
except RuntimeError as e:
    print(e)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
it = iter(l)
l.clear()
print(list(it))
l.append(5)
print(list(it))


def h(a, b=1):
    h.__defaults__ = (b + 1,)
    return b


print(h(0), h(0), h(0))
m = map(lambda x: l.append(x) or x, l)
l[:] = [1, 2]
out = []
for x in m:
    out.append(x)
    if len(out) > 5:
        break
print(out)
z = zip(l, l)
l.clear()
print(list(z))
a = [1]
a.append(a)
a[0] = a
print(a, len(a), a[1][0][1] is a)
b = a[:]
a.clear()
print(b)
t = [1, 2, 3]
for x in t:
    t = "rebound"
print(t)
n = {"x": {"y": 1}}
for k in n["x"]:
    n["x"] = {"z": 2}
print(n)
words = ["a", "b"]
print(",".join(w if words.append("c") is None and len(words) < 6 else "end" for w in words if len(words) < 7), words)
r = sorted(words, key=lambda w: words.clear() or w)
print(r, words)
