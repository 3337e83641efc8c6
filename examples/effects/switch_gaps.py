"""How long a thread keeps the GIL, measured in switch intervals (effect P23: how small an interval can be).

    switch_gaps.py [INTERVAL,INTERVAL... [THREADS]]

Threads that compute note the time whenever they see that another one ran before them. The interval is how long a
waiter waits before it asks, so a slice is an interval plus what the wake-ups take.

Measured with CPython 3.13 on two processors: median 1.00 intervals at 20 ms and above, 1.04 at 5 ms, 1.1 at 1 ms,
2.0 at 0.1 ms; what is asked below 50 us is not to be had: 1 us becomes about 0.1 ms.
"""

from __future__ import division

import threading
import time

from lab import arguments, clock, figure, median, quantile, set_interval


class Race(object):
    """Threads that compute and note who ran when."""

    def __init__(self, threads):
        self.running = True
        self.last = None
        self.stamps = []
        self.threads = [threading.Thread(target=self.run, args=(at,)) for at in range(threads)]

    def run(self, me):
        while self.running:
            if self.last != me:
                self.last = me
                self.stamps.append(clock())

    def gaps(self, seconds):
        for thread in self.threads:
            thread.start()
        time.sleep(seconds)
        self.running = False
        for thread in self.threads:
            thread.join()
        gaps = [late - early for early, late in zip(self.stamps, self.stamps[1:])]
        return gaps or [seconds]


def main():
    intervals, threads = arguments([1e-6, 1e-5, 1e-4, 1e-3, 5e-3, 2e-2, 1e-1], 2)
    for interval in intervals:
        set_interval(interval)
        gaps = Race(threads).gaps(max(0.3, 25 * interval))
        name = "interval %g s" % interval
        figure(name + ", median slice in intervals", median(gaps) / interval)
        figure(name + ", p90 slice in intervals", quantile(gaps, 0.9) / interval)


main()
