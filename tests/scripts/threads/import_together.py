import sys
import threading

COUNT = 8
sys.setswitchinterval(1e-6)
barrier = threading.Barrier(COUNT)
seen = []


def work():
    barrier.wait()
    import dataclasses
    import queue
    from collections import namedtuple
    seen.append((id(queue.Queue), id(dataclasses.dataclass), id(namedtuple)))


threads = [threading.Thread(target=work) for _ in range(COUNT)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(seen), len(set(seen)))
