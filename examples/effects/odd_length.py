"""Two operations in a row are not one: a reader sees the state between them (effect P11).

    odd_length.py [INTERVAL,INTERVAL... [SECONDS]]

A thread appends twice and removes twice, so that the list always has an even length, except in between. Another reads
the length. Each step is a call, and a call is where a thread can lose the GIL, in every version of CPython.

Published: 10,000 iterations and more at the default interval until an odd length is seen, a few hundred at a tiny one.
"""

import threading

from lab import arguments, figure, repeat, set_interval


def share_odd(seconds):
    """How many of the lengths that were read while the other thread was there were odd."""
    items = []
    state = {"running": True}

    def change():
        while state["running"]:
            items.append(1)
            items.append(2)
            items.pop()
            items.pop()

    writer = threading.Thread(target=change)
    writer.start()
    lengths = repeat(seconds, lambda: len(items))
    state["running"] = False
    writer.join()
    return sum(length % 2 for length in lengths) / float(len(lengths))


def main():
    intervals, seconds = arguments([1e-5, 1e-3, 5e-3], 0.5)
    for interval in intervals:
        set_interval(interval)
        figure("interval %g s, share of odd lengths" % interval, share_odd(seconds))


main()
