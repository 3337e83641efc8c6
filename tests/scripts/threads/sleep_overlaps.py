import threading
import time

start = time.perf_counter()
ts = [threading.Thread(target=time.sleep, args=(0.2,)) for _ in range(10)]
for t in ts:
    t.start()
for t in ts:
    t.join()
wall = time.perf_counter() - start
print(0.2 <= wall < 1.5)
order = []


def later(seconds):
    time.sleep(seconds)
    order.append(seconds)


ts = [threading.Thread(target=later, args=(s,)) for s in (0.8, 0.02, 0.4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(order)
