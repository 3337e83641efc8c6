"""The slowest requests wait a whole quantum for every thread that computes (effect P8).

    tail_latency.py [QUANTUM [HOGS,HOGS... [SECONDS [THINK]]]]
    gilvm run --gil ruby:quantum=20ms tail_latency.py 0.02

A thread wakes up every millisecond for a tiny piece of work, as a request handler does, beside N threads that compute.
If the GIL goes round in the order of arrival, it waits for each of them: N quanta.

Published (Ruby, quantum 100 ms): 99th percentile over N quanta 1.14, 1.02, 1.10, 1.07, 1.07 for N = 4, 8, 10, 16, 32.
CPython has no order of arrival: with chance among the waiters the worst wait is longer than N intervals.
"""

import time

from lab import Hogs, arguments, clock, figure, median, quantile, repeat, set_interval


def main():
    quantum, counts, seconds, think = arguments(0.005, [1, 2, 4], 1.0, 0.001)
    set_interval(quantum)

    def wait():
        start = clock()
        time.sleep(think)
        return clock() - start - think

    for hogs in counts:
        with Hogs(hogs):
            waits = repeat(seconds, wait)
        figure("%d hogs, p50 over N quanta" % hogs, median(waits) / quantum / hogs)
        figure("%d hogs, p99 over N quanta" % hogs, quantile(waits, 0.99) / quantum / hogs)
        figure("%d hogs, longest over N quanta" % hogs, max(waits) / quantum / hogs)


main()
