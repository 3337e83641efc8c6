"""Threads that compute are no faster than one (effect P1).

    cpu_threads.py [SECONDS_IN_SEQUENCE [THREADS,THREADS... [RUNS]]]

The same total work is done by one thread and then split over k threads. Whoever has the GIL computes, the others wait:
with any number of processors the time stays what it was, plus the cost of the switches.

Published, time of k threads over time of one: 1.00 to 1.10 for k = 2 to 8 at 5 ms (CPython 3.9), 1.14 for four
(3.14); on two processors 1.2, 2.0 and 2.9 for k = 2, 4, 8 with the older GIL of 2.7.
"""

from lab import arguments, clock, count_down, figure, median, rounds_in, together


def main():
    seconds, counts, runs = arguments(0.15, [2, 4, 8], 3)
    total = rounds_in(seconds)
    for count in counts:
        ratios = []
        for _ in range(runs):
            # In turns, since a machine is not equally fast at all times.
            start = clock()
            count_down(total)
            in_sequence = clock() - start
            share = total // count
            ratios.append(together(*[lambda: count_down(share)] * count) / in_sequence)
        figure("%d threads, time over sequence" % count, median(ratios))


main()
