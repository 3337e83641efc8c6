x = 5
x += 3
print(x)
x -= 1
x *= 2
print(x)
x //= 4
print(x)
x **= 3
print(x)
x %= 10
x <<= 4
print(x)
x |= 1
x &= 0b110011
x ^= 0xFF
x >>= 1
print(x)
x /= 3
print(x)
s = "ab"
s += "cd"
s *= 2
print(s)
a = b = [1]
a += [2]
a += (3,)
a += "xy"
print(a, b, a is b)
a *= 2
print(b)
t = u = (1,)
t += (2,)
print(t, u)
d = {"k": 1}
d["k"] += 10
d["k"] *= 2
print(d)
d |= {"z": 0}
print(d)
m = [[1, 2], [3]]
m[0][1] += 5
m[1] += [4]
print(m)


class Box:
    n = 0


box = Box()
box.n += 1
box.n += 1
print(box.n, Box.n)


def index():
    print("index once")
    return 0


data = [10]
data[index()] += 1
print(data)
s1 = s2 = {1, 2}
s1 |= {3}
s1 -= {1}
s1 &= {2, 3, 4}
s1 ^= {4}
print(s1, s2 is s1)
tup = ([],)
try:
    tup[0] += [1]
except TypeError as e:
    print(e)
print(tup)
