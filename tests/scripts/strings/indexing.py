s = "abcdef"
print(s[0], s[-1], s[2:4], s[:3], s[3:], s[:], s[::2], s[::-1], s[-3:], s[:-3], s[5:1:-2], s[10:], s[-100:2], s[1:100])
for i in (6, -7, 100):
    try:
        s[i]
    except IndexError as e:
        print(e)
try:
    s["a"]
except TypeError as e:
    print(e)
try:
    s[1.0]
except TypeError as e:
    print(e)
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
try:
    s["a":]
except TypeError as e:
    print(e)
u = "añb漢c😀d"
print(len(u), u[1], u[3], u[5], u[::-1], u[3:6], u[-2], list(u))
for ch in u:
    print(ch, ord(ch))
print(s[True], s[slice(1, 3)], s[slice(None)])
print([s[i:i + 2] for i in range(0, len(s), 2)])
