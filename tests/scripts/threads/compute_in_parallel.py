import threading


def is_prime(n):
    if n < 2:
        return False
    d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


def count(lo, hi, out, slot):
    total = 0
    for n in range(lo, hi):
        if is_prime(n):
            total += 1
    out[slot] = total


out = [0] * 4
ts = [threading.Thread(target=count, args=(i * 2000, (i + 1) * 2000, out, i)) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(out, sum(out))
