"""One thread that computes slows down one that mostly waits: the convoy effect.

    gilvm run --stats examples/mixed.py
    gilvm run --stats --switch-interval 1ms examples/mixed.py
    python examples/mixed.py

A clerk thread does many short waits, each followed by a little work. Alone it is done soon. Beside a thread that
never waits it needs the GIL back after each wait, and for that it must sit out a switch interval (5 ms by default)
every time. The figure printed is the time lost per wait in units of that interval: near 1 beside one busy thread.
"""

import sys
import threading
import time

WAITS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
SECONDS = 0.001


def clerk():
    total = 0
    for _ in range(WAITS):
        time.sleep(SECONDS)
        total += sum(range(100))
    return total


def hog(stop):
    spins = 0
    while not stop:
        spins += 1


def wall_time(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


alone = wall_time(clerk)

stop = []
busy = threading.Thread(target=hog, args=(stop,), name="hog")
busy.start()
beside = wall_time(clerk)
stop.append(True)
busy.join()

interval = sys.getswitchinterval()
print(f"{WAITS} short waits: alone {alone:.3f} s, beside a busy thread {beside:.3f} s")
print(f"lost per wait = {(beside - alone) / WAITS / interval:.2f} switch intervals of {interval * 1000:g} ms")
