"""System calls that never wait, beside a thread that computes (effect P7).

    nonblocking.py [SECONDS [INTERVAL]]

Every call on a socket gives the GIL up, even one that cannot block. What does that cost beside a hog? The thread that
was woken needs longer to get going than the call takes, so the caller mostly finds the GIL where it left it; only when
the hog has asked for it does a call cost a whole interval.

Published: one release per interval at most, 200 calls/s at 5 ms, if every call hands the GIL over. The first two
figures tell how far that is from the truth here.
"""

import socket

from lab import Hogs, arguments, clock, figure, repeat, set_interval, speed_alone


def calls_per_second(seconds):
    """Pairs of a send and a receive by one thread, which hold no surprise for either."""
    here, there = socket.socketpair()
    here.setblocking(False)
    there.setblocking(False)

    def pair():
        here.send(b"x")
        there.recv(1)

    start = clock()
    calls = 2 * len(repeat(seconds, pair))
    elapsed = clock() - start
    here.close()
    there.close()
    return calls / elapsed


def main():
    seconds, interval = arguments(0.5, 0.005)
    set_interval(interval)
    alone = speed_alone(0.2)
    figure("alone, calls per interval", calls_per_second(seconds) * interval)
    with Hogs(1) as hogs:
        rate = calls_per_second(seconds)
    figure("beside a hog, calls per interval", rate * interval)
    figure("beside a hog, speed of the hog over one alone", hogs.speed() / alone)


main()
