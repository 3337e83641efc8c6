"""A signal's handler runs in the main thread, and only when that is at a check point (effect P9).

    signals.py [SECONDS [HOGS]]

A timer sends a signal while the main thread does something. In a Python loop, in a sleep, the handler runs at once; in
a long native call, after it; beside threads that compute, after the main thread got the GIL back.

Published: Ctrl-C answered 45 s late, after a membership test. Measured with CPython 3.13: 0.1 ms late in a loop or a
sleep, 200 ms in a sum over 12 million numbers.
"""

import signal
import time

from lab import Hogs, arguments, clock, count_down, figure, rounds_in

INTERVAL = 0.005
BEFORE = 0.02

state = {}


def handler(number, frame):
    state["handled"] = clock()


def lateness(work, argument):
    """How late the handler runs if the signal comes 20 ms after the start of the work, and how long that took."""
    state["handled"] = None
    start = clock()
    signal.setitimer(signal.ITIMER_REAL, BEFORE)
    work(argument)
    took = clock() - start
    while state["handled"] is None:
        time.sleep(0.001)
    return state["handled"] - start - BEFORE, took


def numbers(seconds):
    """So many numbers that adding them up takes that long."""
    count = 100000
    while True:
        start = clock()
        sum(range(count))
        took = clock() - start
        if took > 0.02:
            return range(int(count * seconds / took))
        count *= 2


def main():
    seconds, hogs = arguments(0.2, 1)
    signal.signal(signal.SIGALRM, handler)
    rounds = rounds_in(seconds)
    figure("in a loop, lateness in intervals", lateness(count_down, rounds)[0] / INTERVAL)
    figure("in a sleep, lateness in intervals", lateness(time.sleep, seconds)[0] / INTERVAL)
    late, took = lateness(sum, numbers(seconds))
    figure("in a sum, lateness over the rest of the call", late / max(took - BEFORE, 0.001))
    with Hogs(hogs):
        late = [lateness(time.sleep, 2 * BEFORE)[0] for _ in range(10)]
    figure("in a sleep beside %d hogs, lateness in intervals" % hogs, sorted(late)[5] / INTERVAL)


main()
