for i in range(5):
    if i == 1:
        continue
    if i == 4:
        break
    print(i)
else:
    print("not reached")
for i in []:
    pass
else:
    print("else of an empty loop")
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print("n", n)
else:
    print("else of while")
while True:
    break
else:
    print("no")
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print(i, j)
    else:
        print("inner done", i)
        continue
    if i == 2:
        break
else:
    print("outer else")


def find(rows, target):
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value == target:
                return x, y
    return None


print(find([[1, 2], [3, 4]], 3), find([[1]], 9))
for x in "ab", "cd":
    print(x)
for i, (a, *b) in enumerate([(1, 2, 3), (4,)]):
    print(i, a, b)
d = {}
for d["key"] in range(3):
    pass
print(d)
for i in (1, 2, 3): print(i, end=" ")
print()
if 0: print("no")
elif 1: print("elif")
else: print("else")
i = 10
while i > 0: i -= 3
print(i)
for k in {"a": 1, "b": 2}:
    print(k)
for c in "héł":
    print(c, end="")
print()
for b in b"ab":
    print(b, end=" ")
print()
total = 0
for i in range(10, -1, -2):
    total += i
print(total, i)
x = 0
while x < 5:
    x += 1
    if x % 2:
        continue
    for y in range(x):
        if y > 1:
            break
    print(x, y)
