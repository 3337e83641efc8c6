"""Sleeping gives the GIL up: sleepers overlap, and nobody sleeps for less than asked."""

import threading
import time

# One after the other they would take ten seconds; the bound is far from both that and one second.
start = time.perf_counter()
ts = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(10)]
for t in ts:
    t.start()
for t in ts:
    t.join()
wall = time.perf_counter() - start
print(1 <= wall, wall < 8)
slept = {}


def later(seconds):
    start = time.perf_counter()
    time.sleep(seconds)
    slept[seconds] = time.perf_counter() - start


ts = [threading.Thread(target=later, args=(s,)) for s in (0.4, 0.02, 0.2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print([(asked, slept[asked] >= asked) for asked in sorted(slept)])
