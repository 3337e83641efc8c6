import sys
import threading

sys.setswitchinterval(1e-6)
items = []
seen = {}


def work(base):
    for i in range(3000):
        items.append(base + i)
        seen[base + i] = True


threads = [threading.Thread(target=work, args=(k * 10_000,)) for k in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(items), len(set(items)), len(seen), sorted(items) == sorted(seen))
for k in range(4):
    own = [i for i in items if i // 10_000 == k]
    print(own == sorted(own))
