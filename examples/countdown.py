"""Threads that only compute get no faster by being many: the GIL lets one of them run at a time.

    gilvm run --threads 4 --stats examples/countdown.py [COUNT]
    python examples/countdown.py [COUNT]

Under `gilvm run --threads N` every thread runs this whole file, and each copy counts down from COUNT.
As a plain script it first counts two times in a row, then in two threads, and prints how the wall times compare:
1.0 would be no difference at all, 0.5 what two processors could do.
"""

import sys
import threading
import time

try:
    import gilvm
except ImportError:
    gilvm = None

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000


def countdown(n):
    while n > 0:
        n -= 1


def in_sequence(copies):
    start = time.perf_counter()
    for _ in range(copies):
        countdown(COUNT)
    return time.perf_counter() - start


def in_threads(copies):
    threads = [threading.Thread(target=countdown, args=(COUNT,)) for _ in range(copies)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


if gilvm is not None and gilvm.count > 1:
    start = time.perf_counter()
    countdown(COUNT)
    print(f"copy {gilvm.index} of {gilvm.count}: counted {COUNT:,} in {time.perf_counter() - start:.2f} s")
else:
    # In turns and the best of three, since other programs on the machine disturb a single run.
    rounds = [(in_sequence(2), in_threads(2)) for _ in range(3)]
    sequence, threads = (min(times) for times in zip(*rounds))
    print(f"twice in a row: {sequence:.2f} s, in two threads: {threads:.2f} s")
    print(f"threads / sequence = {threads / sequence:.2f}")
