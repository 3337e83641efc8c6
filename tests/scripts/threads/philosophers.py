import threading
import time

N = 5
forks = [threading.Lock() for _ in range(N)]
meals = [0] * N


def dine(i):
    first, second = sorted((i, (i + 1) % N))
    for _ in range(10):
        with forks[first]:
            with forks[second]:
                meals[i] += 1
                time.sleep(0.0005)


ts = [threading.Thread(target=dine, args=(i,)) for i in range(N)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(meals)
