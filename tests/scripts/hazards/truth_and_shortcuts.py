def t(v, log):
    log.append(v)
    return v


def run(f):
    log = []
    result = f(lambda v: t(v, log))
    return result, log


print(run(lambda p: p(0) or p("") or p([]) or p("last") or p("never")))
print(run(lambda p: p(1) and p("x") and p(0) and p("never")))
print(run(lambda p: (p(0) or p(1)) and (p(2) or p(3))))
print(run(lambda p: (p(1) and p(0)) or (p(3) and p(4))))
print(run(lambda p: not p(0) and not p(1)))
print(run(lambda p: p(1) if p(0) else p(2) if p(3) else p(4)))
print(run(lambda p: p(1) < p(2) < p(0) < p(9)))
print(run(lambda p: p(1) < p(2) == p(2) != p(3) in [p(3)] is not p(None)))
print(run(lambda p: [p(x) for x in (1, 0, 2) if p(x) and not p(x - 1)]))
print(run(lambda p: (p(1), p(0)) and (p([]) or p({}))))
print(run(lambda p: not (p(0) or not p(1))))
print(run(lambda p: p(5) if not p(0) or p(1) else p(6)))


def branches(a, b, c):
    out = []
    if a and b or c:
        out.append(1)
    if a and (b or c):
        out.append(2)
    if not a or not b and c:
        out.append(3)
    if not (a and b) and not (b and c):
        out.append(4)
    if (a if b else c):
        out.append(5)
    if a != b != c:
        out.append(6)
    if a is b is not c or a:
        out.append(7)
    while a and not b or c:
        out.append(8)
        break
    return out


for a in (0, 1):
    for b in (0, 1):
        for c in (0, 1):
            print(a, b, c, branches(a, b, c))
x = None
y = x or [] or 0
z = x and 1
w = x is None and "none"
print(y, z, w, (x or "d").upper(), x if x else "else", bool(x or y))


def returns(a, b):
    return a and b, a or b, not a, a and not b, (a or b) and "both"


print(returns(0, 1), returns("", []), returns("a", "b"), returns([1], {}))
count = 0
while count < 10 and (count != 7 or not count):
    count += 1
print(count)
print(all([]) and any([1]), [i for i in range(20) if i % 2 and i % 3 or i == 6], (lambda v: v and v[0])([]), (lambda v: v and v[0])([5]))
if None or (value := "walrus in or"):
    print(value)
if (first := 0) or (second := 5) and first == 0:
    print(first, second)
