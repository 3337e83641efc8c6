import random

random.seed(2024)
total = 0
for _ in range(2000):
    total = (total * 31 + random.getrandbits(32)) % 1_000_000_007
print(total, random.random())
inside = 0
for _ in range(5000):
    x, y = random.random(), random.random()
    if x * x + y * y < 1:
        inside += 1
print(4 * inside / 5000)
deck = [f"{r}{s}" for s in "SHDC" for r in "A23456789TJQK"]
random.shuffle(deck)
print(" ".join(deck[:10]))
walk = 0
path = []
for _ in range(20):
    walk += random.choice((-1, 1))
    path.append(walk)
print(path)
print([round(random.gauss(100, 15)) for _ in range(10)])
