import random

random.seed(42)
print([random.random() for _ in range(3)])
print([random.randint(1, 100) for _ in range(8)], [random.randrange(10) for _ in range(8)], random.randrange(0, 100, 7))
print([random.uniform(1, 2) for _ in range(2)], [random.choice("abcdef") for _ in range(6)], random.choice([10, 20, 30]))
items = list(range(10))
random.shuffle(items)
print(items, random.sample(range(100), 5), random.sample("abcdef", 3), random.sample([1, 2, 3], k=3))
print(random.choices("abc", k=5), random.choices([1, 2, 3], weights=[1, 10, 1], k=6), random.choices("xy", cum_weights=[1, 5], k=4))
print(random.getrandbits(8), random.getrandbits(64), random.getrandbits(100), random.randint(0, 10 ** 30), random.getrandbits(1))
print(random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(0, 1), random.expovariate(2), random.triangular(0, 10, 3), random.betavariate(2, 3), random.gammavariate(2, 1), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4))
