"""Beyond the best number of threads, more of them make it slower (effect P21).

    too_many_threads.py [THREADS,THREADS... [SECONDS [COMPUTE [WAIT]]]]

Each thread serves requests: it computes a little and waits four times as long. A few threads fill the waits of each
other; then the GIL is busy all the time, and further threads only make it change hands more often.

Published: 32 % less than the peak at 2048 threads; 62 steps/s with two threads, 43 with sixteen.
"""

import time

from lab import arguments, count_down, figure, repeat, rounds_in, together


def requests_per_second(threads, seconds, rounds, wait):
    served = []

    def request():
        count_down(rounds)
        time.sleep(wait)

    took = together(*[lambda: served.append(len(repeat(seconds, request)))] * threads)
    return sum(served) / took


def main():
    counts, seconds, compute, wait = arguments([1, 2, 4, 8, 16, 64], 0.4, 0.0005, 0.002)
    rounds = rounds_in(compute)
    rates = [requests_per_second(count, seconds, rounds, wait) for count in counts]
    for count, rate in zip(counts, rates):
        figure("%d threads, requests over the most" % count, rate / max(rates))


main()
