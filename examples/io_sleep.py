"""Threads that wait get in nobody's way: a blocking call gives the GIL up.

    gilvm run --stats examples/io_sleep.py [SLEEPERS]
    python examples/io_sleep.py [SLEEPERS]

Ten threads sleep for a tenth of a second each. Their sleeps overlap, so all of it takes little more than one of them.
The figure printed is the wall time over the time of a single sleep: 1.0 is perfect overlap, 10 none.
"""

import sys
import threading
import time

SLEEPERS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
SECONDS = 0.1


def sleeper(number, woken):
    time.sleep(SECONDS)
    woken.append(number)


woken = []
threads = [threading.Thread(target=sleeper, args=(number, woken)) for number in range(SLEEPERS)]
start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
wall = time.perf_counter() - start

print(f"{len(woken)} sleepers of {SECONDS} s woke up after {wall:.3f} s")
print(f"wall / one sleep = {wall / SECONDS:.2f}")
