"""A program may end while its daemon threads run (effect P22).

    shutdown.py [PROGRAMS [THREADS]]

Programs with daemon threads that compute, lock, sleep and print come to their end. A thread that wants the GIL then
never gets it again, and must not hang, crash or change the exit code for all that. The figure counts the programs that
did not end as they should.

Published: with CPython up to 3.8 a hang every two weeks at 10,000 runs a day.
"""

import sys
import threading
import time

from lab import arguments, companion, figure

lock = threading.Lock()


def misbehave(me):
    """Do a bit of everything, for ever."""
    while True:
        with lock:
            sum(range(100))
        if me % 2:
            time.sleep(0.0001)
        else:
            sys.stdout.write("")


def program(threads):
    for me in range(threads):
        thread = threading.Thread(target=misbehave, args=(me,))
        thread.daemon = True
        thread.start()
    time.sleep(0.02)
    print("the end")


def main():
    programs, threads = arguments(5, 20)
    bad = 0
    for _ in range(programs):
        child = companion("program", threads)
        text = child.communicate()[0]
        if child.returncode != 0 or text.split() != [b"the", b"end"]:
            bad += 1
    figure("programs of %d that ended badly" % programs, bad)


if sys.argv[1:2] == ["program"]:
    program(int(sys.argv[2]))
else:
    main()
