a = [3, 1, 2]
a.append(4)
a.extend([5, 6])
a.extend(x * 10 for x in range(2))
a.insert(0, 9)
a.insert(100, 8)
a.insert(-1, 7)
print(a)
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove(6)
print(a, a.index(2), a.index(5, 2), a.count(1), len(a))
a.reverse()
print(a)
a.sort()
print(a)
b = a.copy()
b.clear()
print(a, b, a.copy() is a)
for f in (lambda: [].pop(), lambda: a.pop(99), lambda: a.remove(99), lambda: a.index(99), lambda: a[99], lambda: a["x"], lambda: a.index(1, 5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    a[99] = 1
except IndexError as e:
    print(e)
try:
    del a[99]
except IndexError as e:
    print(e)
try:
    a.extend(5)
except TypeError as e:
    print(e)
try:
    a.append(1, 2)
except TypeError as e:
    print(e)
try:
    a.foo()
except AttributeError as e:
    print(e)
print(a + [1], [0] * 3, 2 * [1, 2], [1] * 0, [[]] * 2, 1 in a, 99 in a, a == sorted(a))
print(list(), list("abc"), list(range(3)), list({1: 2}), list((1, 2)))
try:
    list(5)
except TypeError as e:
    print(e)
