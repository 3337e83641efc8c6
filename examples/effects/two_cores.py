"""With the GIL of old, two processors are slower than one (effects P2 and P18).

    two_cores.py [SECONDS_IN_SEQUENCE [THREADS [RUNS]]]
    gilvm run --emulate 2.7 two_cores.py

Up to CPython 3.1 a thread gave the GIL up every hundred instructions and competed for it at once. The thread it had
woken ran on another processor, found the GIL taken again and went back to sleep: all for nothing, and both processors
are busy with it. On one processor that does not happen.

Published: 30 s on two processors against 22 s on one, 1.36 (Python 2). With the GIL of 3.2 and later it is about 1.
"""

from lab import arguments, clock, count_down, figure, median, processors, rounds_in, stay_on, together


def over_sequence(rounds, threads):
    """The time of the work split over threads, over its time in one."""
    start = clock()
    count_down(rounds)
    in_sequence = clock() - start
    return together(*[lambda: count_down(rounds // threads)] * threads) / in_sequence


def main():
    seconds, threads, runs = arguments(0.2, 2, 3)
    # Where there is only one processor, the two are the same.
    available = processors()[:2]
    rounds = rounds_in(seconds)
    on_one, on_two = [], []
    for _ in range(runs):
        stay_on(available[:1])
        on_one.append(over_sequence(rounds, threads))
        stay_on(available)
        on_two.append(over_sequence(rounds, threads))
    figure("%d threads on one processor, time over sequence" % threads, median(on_one))
    figure("%d threads on two processors, time over sequence" % threads, median(on_two))
    figure("two processors over one", median(on_two) / median(on_one))


main()
