import random

for seed in (0, 1, -1, 2 ** 40, 2 ** 100, "text", b"bytes", 1.5, True, "", "é"):
    random.seed(seed)
    print(repr(seed), random.random(), random.randint(0, 1000))
random.seed(7)
a = [random.random() for _ in range(3)]
random.seed(7)
print(a == [random.random() for _ in range(3)])
r = random.Random(5)
s = random.Random(5)
print(r.random() == s.random(), r.randint(1, 6), r.choice("abc"), r.sample(range(10), 3))
state = r.getstate()
x = [r.random() for _ in range(2)]
r.setstate(state)
print(x == [r.random() for _ in range(2)])
random.seed(1)
print(random.randbytes(5), [random.randrange(2 ** k) for k in range(1, 40, 7)])
for code in ("random.randint(5, 1)", "random.randrange(0)", "random.choice([])", "random.sample([1], 2)", "random.seed([])", "random.randrange(1, 10, 0)", "random.randint(1.5, 2)", "random.sample(5, 1)", "random.choices([], k=1)", "random.sample({1, 2}, 1)", "random.randint('a', 2)", "random.shuffle((1, 2))"):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
random.seed(3)
counts = [0] * 6
for _ in range(600):
    counts[random.randint(1, 6) - 1] += 1
print(counts)
print(0 <= random.random() < 1, isinstance(random.random(), float))
random.seed()
print(0 <= random.random() < 1)
