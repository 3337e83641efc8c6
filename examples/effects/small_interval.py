"""A switch interval that is too small costs time (effect P3).

    small_interval.py [INTERVAL,INTERVAL... [THREADS [SECONDS]]]

Every forced switch puts one thread to sleep and wakes another. At 5 ms nobody notices; at 0.1 ms the wake-ups are a
good part of the time.

Published, time of two threads over time of one (CPython 3.9): 1.01 at 5 ms, 1.05 at 1 ms, 1.36 at 0.1 ms, 1.84 at
10 us, 2.49 at 1 us. On a machine whose waiters sleep longer than they ask for, the floor keeps the loss small.
"""

import time

from lab import Hogs, arguments, figure, set_interval, speed_alone


def main():
    intervals, threads, seconds = arguments([1e-6, 1e-5, 1e-4, 1e-3, 5e-3], 2, 0.2)
    for interval in intervals:
        set_interval(interval)
        alone = speed_alone(seconds)
        with Hogs(threads) as hogs:
            time.sleep(seconds)
        figure("interval %g s, time over one thread" % interval, alone / hogs.speed())


main()
