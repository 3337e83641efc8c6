def prime(n):
    for d in range(2, n):
        if d * d > n:
            continue
        if n % d == 0:
            break
    else:
        return True
    return False


print([n for n in range(2, 30) if prime(n)])


def nested():
    out = []
    for i in range(4):
        for j in range(4):
            if j == 2:
                continue
            if i == j == 3:
                break
            if i == 2:
                break
            out.append((i, j))
        else:
            out.append("else")
            continue
        out.append("broke")
    else:
        out.append("outer else")
    return out


print(nested())


def loop_vars():
    x = y = None
    for x, (y, *z) in [(1, (2, 3)), (4, (5,))]:
        pass
    for w in ():
        pass
    try:
        w
    except UnboundLocalError:
        return x, y, z, "w unbound"


print(loop_vars())


def while_forms(n):
    out = []
    while n:
        n -= 1
        if n == 5:
            continue
        if n < 2:
            break
        out.append(n)
    else:
        out.append("else")
    while True:
        n += 1
        if n > 3:
            break
    return out, n


print(while_forms(8), while_forms(0))


def try_in_loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("no")
    for i in range(3):
        try:
            1 / (i - 1)
        except ZeroDivisionError:
            break
        else:
            out.append("fine")
            continue
        finally:
            out.append("done")
    return out


print(try_in_loop())
iterations = 0
for _ in range(3):
    for _ in range(3):
        iterations += 1
print(iterations, _)
total = 0
for i in range(10):
    i *= 2
    total += i
print(total, i)
r = range(3)
for a in r:
    for b in r:
        if a == b:
            break
        print(a, b, end="; ")
print()
it = iter(range(6))
for x in it:
    print(x, next(it, "none"), end="; ")
print()
seq = [1, 2, 3]
for i, v in enumerate(seq):
    if v == 2:
        seq.append(20)
    if len(seq) > 6:
        break
print(seq)
for x in (y for y in "abc" if y != "b"):
    print(x, end="")
for x in {**{"k": 1}}:
    print(x)
for i in reversed(range(0, 10, 3)):
    print(i, end=" ")
for i, in [(1,), (2,)]:
    print(i, end=" ")
for [a, b] in [[1, 2]]:
    print(a, b)
for big in range(2 ** 64, 2 ** 64 + 2):
    print(big, end=" ")
for step in range(10, 0, -4):
    print(step, end=" ")
print()


def generator_in_loop():
    for i in range(2):
        yield from (j for j in range(i + 1))


print(list(generator_in_loop()))
