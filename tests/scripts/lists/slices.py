a = list(range(10))
print(a[2:5], a[:3], a[7:], a[-3:], a[:-7], a[::3], a[::-1], a[8:2:-2], a[5:2], a[100:], a[-100:2], a[:])
a[2:5] = [20, 30]
print(a)
a[1:1] = ["in", "serted"]
print(a)
a[:2] = []
print(a)
a[-2:] = (x for x in "xyz")
print(a)
a[::2] = [0] * len(a[::2])
print(a)
del a[1:3]
print(a)
del a[::2]
print(a)
a[:] = range(6)
del a[::-2]
print(a)
a[100:] = [7]
a[5:2] = ["odd"]
print(a)
a[:] = a[::-1]
print(a)
a[1:2] = a
print(a)
try:
    a[::2] = [1]
except ValueError as e:
    print(e)
try:
    a[0:1] = 5
except TypeError as e:
    print(e)
try:
    a[::0]
except ValueError as e:
    print(e)
try:
    a[1:"x"]
except TypeError as e:
    print(e)
try:
    a[::2] = 5
except TypeError as e:
    print(e)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None), slice(3), slice(1, 2) == slice(1, 2), slice(None, None, -1).indices(4))
b = [1, 2, 3, 4, 5]
b[slice(1, 3)] = "ab"
print(b, b[slice(-2, None)])
b[3:0:-1] = [7, 8, 9]
print(b)


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


x = Show()
print(x[1], x[1:2], x[1:2, 3], x[...], x[:, ::2], x[()], x[1,], x["a":"b":"c"])
x[1:2] = 5
x[:] = 1
del x[::3]
