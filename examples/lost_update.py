"""`counter += 1` is three steps, and a switch between them loses an update, if a switch can happen there at all.

    gilvm run examples/lost_update.py [ROUNDS]
    python examples/lost_update.py [ROUNDS]

Two threads add to one counter, in three ways:

plain       counter += 1
            Since CPython 3.10 the GIL is only given up at calls and at the ends of loops: nothing is lost.
with call   counter += one()
            The call stands between reading and writing the counter: updates get lost.
with lock   the same, under a lock: nothing is lost.

The figure printed is the share of the updates that went missing. The switch interval is set as short as it goes,
so that a small number of rounds shows the effect.
"""

import sys
import threading

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
THREADS = 2

counter = 0
lock = threading.Lock()


def one():
    return 1


def plain():
    global counter
    for _ in range(ROUNDS):
        counter += 1


def with_call():
    global counter
    for _ in range(ROUNDS):
        counter += one()


def with_lock():
    global counter
    for _ in range(ROUNDS):
        with lock:
            counter += one()


def share_lost(work):
    global counter
    counter = 0
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 1 - counter / (THREADS * ROUNDS)


sys.setswitchinterval(1e-6)
for work in (plain, with_call, with_lock):
    print(f"{work.__name__:10} lost {share_lost(work):6.1%}")
