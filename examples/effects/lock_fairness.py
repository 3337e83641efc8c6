"""A lock does not go round: who has it, gets it again (effect P20).

    lock_fairness.py [SECONDS [SECTION]]
    gilvm run --emulate 3.14 lock_fairness.py

Two threads do all their work under one lock. Who releases it still has the GIL, goes on, and takes the lock again long
before the other one is awake; only when the GIL is taken away in between does the other get a turn. Jain's index is 1
if both had the lock equally often, 0.5 if one had it always.

Published (Ruby, a mutex): one thread wins again and again. Up to 3.13 CPython does the same; from 3.14 on a lock goes
to a thread that has waited for a millisecond.
"""

import threading

from lab import Hogs, arguments, clock, count_down, figure, rounds_in


def jain(counts):
    squares = sum(count * count for count in counts)
    return float(sum(counts)) ** 2 / (len(counts) * squares) if squares else 1.0


def turns(seconds, rounds):
    """How often each of two threads had the lock, and the most turns in a row."""
    lock = threading.Lock()
    counts = [0, 0]
    state = {"last": None, "row": 0, "longest": 0, "end": clock() + seconds}

    def work(me):
        while clock() < state["end"]:
            with lock:
                count_down(rounds)
                counts[me] += 1
                state["row"] = state["row"] + 1 if state["last"] == me else 1
                state["last"] = me
                state["longest"] = max(state["longest"], state["row"])

    threads = [threading.Thread(target=work, args=(me,)) for me in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts, state["longest"]


def main():
    seconds, section = arguments(1.0, 0.001)
    counts, longest = turns(seconds, rounds_in(section))
    figure("a lock between two threads, Jain's index", jain(counts))
    figure("a lock between two threads, share of the longest row of turns", longest / max(1.0, sum(counts)))
    with Hogs(2) as hogs:
        # Long enough for the GIL to go to and fro.
        end = clock() + seconds
        while clock() < end:
            hogs.threads[0].join(end - clock())
    figure("two threads that compute, Jain's index", jain(hogs.turns))


main()
