"""Short system calls of one thread keep another one out for long.

    starvation.py [SECONDS [PIECE]]

One thread computes; the other writes a byte to /dev/null and computes half a millisecond, again and again. Each write
gives the GIL up and wakes the thread that waits, but when that one is awake on its processor, the GIL is taken again.
Its wait starts anew, and so it never comes to ask for the GIL. Only chance lets it in, if the two run on different
processors; on one processor the woken thread runs at once.

Measured with CPython 3.6 to 3.13 at 5 ms: shut out for 268 to 827 ms at a stretch, 54 to 165 intervals; 4 to 8 ms
without the system call or on one processor.
"""

import os
import threading

from lab import arguments, clock, count_down, figure, processors, rounds_in, stay_on

INTERVAL = 0.005


def longest_shut_out(seconds, rounds, calls, places):
    """The longest time for which the thread that computes did not."""
    state = {"running": True, "longest": 0.0}

    def short_calls():
        stay_on([places[0]])
        null = os.open(os.devnull, os.O_WRONLY)
        while state["running"]:
            if calls:
                os.write(null, b"x")
            count_down(rounds)
        os.close(null)

    def compute():
        stay_on([places[1]])
        longest = 0.0
        begin = last = clock()
        while last - begin < seconds:
            now = clock()
            if now - last > longest:
                longest = now - last
            last = now
        state["longest"] = longest
        state["running"] = False

    threads = [threading.Thread(target=work) for work in (short_calls, compute)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return state["longest"]


def main():
    seconds, piece = arguments(1.0, 0.0005)
    rounds = rounds_in(piece)
    available = processors()
    one, other = available[0], available[-1]
    for name, calls, places in (
        ("short calls, two processors", True, (one, other)),
        ("short calls, one processor", True, (one, one)),
        ("no calls, two processors", False, (one, other)),
    ):
        longest = longest_shut_out(seconds, rounds, calls, places)
        figure(name + ", longest shut out in intervals", longest / INTERVAL)


main()
