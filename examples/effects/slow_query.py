"""Waiting for the GIL looks like slow input (effect P19).

    slow_query.py [HOGS [SECONDS [INTERVAL]]]

A database in another process answers after 0.2 ms, and a program measures how long its queries take, as everybody does: a
clock before, a clock after. Beside threads that compute, nearly all of that time is the wait to get the GIL back after
the answer has come. `gilvm run --stats` tells the two apart.

Published (Ruby, 5 busy threads): a query of 549.29 ms, of which 549.22 ms were spent waiting for the lock.
"""

import os
import sys
import time

from lab import Hogs, arguments, clock, companion, figure, median, repeat, set_interval


def database():
    """Answer every byte after a little work, until there are no more."""
    while os.read(0, 1):
        time.sleep(0.0002)
        os.write(1, b"x")


def query_time(question, answer, seconds):
    def query():
        start = clock()
        os.write(question, b"?")
        os.read(answer, 1)
        return clock() - start

    return median(repeat(seconds, query))


def main():
    hogs, seconds, interval = arguments(2, 1.0, 0.005)
    set_interval(interval)
    process = companion("database")
    question, answer = process.stdin.fileno(), process.stdout.fileno()
    # The first answer comes when the database has started.
    query_time(question, answer, 0)
    alone = query_time(question, answer, seconds / 4)
    with Hogs(hogs):
        beside = query_time(question, answer, seconds)
    process.stdin.close()
    process.wait()
    figure("a query beside %d hogs, in intervals" % hogs, beside / interval)
    figure("share of it that was waiting for the GIL", max(0, beside - alone) / beside)


if sys.argv[1:] == ["database"]:
    database()
else:
    main()
