"""Giving the GIL up is not free: a short call is better off keeping it (effect P17).

    hold_or_release.py [SECONDS [CALL]]

Two kinds of native calls of about a millisecond beside a thread that computes: one keeps the GIL (`sum`), one gives it
up (`sha256`). After the second the GIL is gone, and getting it back takes an interval. The rate of the calls falls, the
thread that computes hardly notices them; with the first it is the other way round.

Published: a serial bus makes 600 transactions/s alone, beside a spinning thread 119 if the GIL is released (0.20; the
thread keeps 96 % of its speed) and 376 if it is held (0.63; it keeps 48 %).
"""

import hashlib

from lab import Hogs, arguments, clock, figure, repeat, speed_alone


def material(call, make, seconds):
    """An argument with which the call takes about that long."""
    size = 1000
    while True:
        argument = make(size)
        start = clock()
        call(argument)
        took = clock() - start
        if took > 0.01:
            return make(int(size * seconds / took))
        size *= 2


def rate(call, argument, seconds):
    """Calls per second, with the little Python between them that every program has."""
    start = clock()
    calls = len(repeat(seconds, lambda: call(argument)))
    return calls / (clock() - start)


def main():
    seconds, length = arguments(0.5, 0.0015)
    alone = speed_alone(0.2)
    for name, call, make in (("held", sum, range), ("released", hashlib.sha256, lambda size: b"x" * 40 * size)):
        argument = material(call, make, length)
        calls_alone = rate(call, argument, seconds)
        with Hogs(1) as hogs:
            calls = rate(call, argument, seconds)
        figure(name + ", calls beside a hog over calls alone", calls / calls_alone)
        figure(name + ", speed of the hog over one alone", hogs.speed() / alone)


main()
