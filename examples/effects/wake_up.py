"""A thread that wakes up waits for the GIL: how late it is beside threads that compute.

    wake_up.py [HOGS,HOGS... [SECONDS [INTERVAL [SLEEP]]]]

A thread sleeps 2 ms again and again and notes how much later than that it goes on. The thread that computes is asked
for the GIL after an interval; beside three of them it is left to chance which of the waiters gets it next, so that
the median is three intervals and one in twenty waits ten.

Measured with CPython 3.6 to 3.13 at 5 ms: median 5.2 ms beside one; 15 to 18 ms beside three, 95th percentile 45 to
60 ms.
"""

from __future__ import division

import time

from lab import Hogs, arguments, clock, figure, median, quantile, repeat, set_interval


def main():
    counts, seconds, interval, sleep = arguments([0, 1, 3], 1.0, 0.005, 0.002)
    set_interval(interval)

    def lateness():
        start = clock()
        time.sleep(sleep)
        return clock() - start - sleep

    for hogs in counts:
        with Hogs(hogs):
            late = repeat(seconds, lateness)
        figure("%d hogs, median lateness in intervals" % hogs, median(late) / interval)
        figure("%d hogs, p95 lateness in intervals" % hogs, quantile(late, 0.95) / interval)


main()
