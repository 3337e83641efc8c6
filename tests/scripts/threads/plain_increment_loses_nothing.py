import sys
import threading

sys.setswitchinterval(1e-6)
counter = 0


class Box:
    value = 0


box = Box()
table = {"k": 0}
items = [0]


def work(n):
    global counter
    for _ in range(n):
        counter += 1
        box.value += 1
        table["k"] += 1
        items[0] += 1


threads = [threading.Thread(target=work, args=(20_000,)) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter, box.value, table["k"], items[0])
