import threading

seen = []


def use():
    import _slow

    seen.append((_slow.before, _slow.after))


threads = [threading.Thread(target=use) for _ in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(seen)


def cross(name):
    __import__(name)


threads = [threading.Thread(target=cross, args=(name,)) for name in ("_cross_a", "_cross_b")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
import _cross_a
import _cross_b

print(_cross_a.name, _cross_b.name, _cross_a._cross_b is _cross_b)
