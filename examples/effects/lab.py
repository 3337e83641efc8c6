"""What the effect scripts share: parameters, threads that compute, a second process, percentiles, and how a figure is
printed.

Everything here runs under CPython 2.7 and later as well, because the effects are compared with those versions.
"""

from __future__ import division

import os
import subprocess
import sys
import threading
import time

# Python 2.7 counts instructions between two switches, not time; an interval given to a script is then only a unit.
HAS_INTERVAL = hasattr(sys, "setswitchinterval")

clock = getattr(time, "perf_counter", time.time)


def processors():
    """The processors that this process may use, in their order."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.sysconf("SC_NPROCESSORS_ONLN")))


def stay_on(chosen):
    """Keep the calling thread, and those it starts from now on, on some of the processors."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, chosen)
    else:
        import ctypes

        mask = ctypes.c_ulong(sum(1 << processor for processor in chosen))
        ctypes.CDLL(None).sched_setaffinity(0, ctypes.sizeof(mask), ctypes.byref(mask))


def arguments(*defaults):
    """The parameters on the command line, each of its default's type; a list is written `1,2,4`."""
    values = list(defaults)
    for at, text in enumerate(sys.argv[1:]):
        default = defaults[at]
        if isinstance(default, list):
            values[at] = [type(default[0])(word) for word in text.split(",")]
        else:
            values[at] = type(default)(text)
    return values


def figure(name, value):
    """Print a figure in the form that benches/effects.rs reads: `name: figure`."""
    print("%s: %s" % (name, "%.0f" % value if value >= 1000 else "%.3f" % value))
    sys.stdout.flush()


def set_interval(seconds):
    if HAS_INTERVAL:
        sys.setswitchinterval(seconds)


def quantile(values, share):
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def median(values):
    return quantile(values, 0.5)


def count_down(n):
    while n > 0:
        n -= 1


def seconds_of(rounds):
    start = clock()
    count_down(rounds)
    return clock() - start


def rounds_in(seconds):
    """How many rounds of count_down take that long."""
    rounds = 1000
    while True:
        # The least of three: whatever else runs can only make it longer.
        took = min(seconds_of(rounds) for _ in range(3))
        if took > 0.02:
            return int(rounds * seconds / took)
        rounds *= 2


class Hogs(object):
    """Threads that compute as long as the `with` block runs, and count how far they come."""

    ROUNDS = 1000

    def __init__(self, count):
        self.running = True
        self.turns = [0] * count
        self.threads = [threading.Thread(target=self.compute, args=(at,)) for at in range(count)]

    def compute(self, at):
        while self.running:
            count_down(self.ROUNDS)
            self.turns[at] += 1

    def __enter__(self):
        self.start = clock()
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.running = False
        self.elapsed = clock() - self.start
        for thread in self.threads:
            thread.join()

    def speed(self):
        """Turns of all of them in a second, at least one in all."""
        return max(1, sum(self.turns)) / self.elapsed


def repeat(seconds, action):
    """Do something again and again for that long, at least once; what it returned each time."""
    results = []
    end = clock() + seconds
    while True:
        results.append(action())
        if clock() >= end:
            return results


def speed_alone(seconds):
    """The speed of one hog with nobody beside it."""
    with Hogs(1) as hogs:
        time.sleep(seconds)
    return hogs.speed()


def together(*works):
    """Run functions in threads of their own until all have returned; the seconds that took."""
    threads = [threading.Thread(target=work) for work in works]
    start = clock()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return clock() - start


def companion(*arguments):
    """Start the running script once more, with these arguments, as a process that has a GIL of its own.

    EFFECTS_COMPANION names another interpreter to run it, so that what is measured does not depend on who asks.
    """
    interpreter = os.environ.get("EFFECTS_COMPANION", "").split()
    command = (interpreter or own_interpreter()) + [os.path.abspath(sys.argv[0])]
    return subprocess.Popen(
        command + [str(argument) for argument in arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def own_interpreter():
    """The command that runs a script as this one is run."""
    implementation = getattr(sys, "implementation", None)
    is_gilvm = implementation is not None and implementation.name == "gilvm"
    return [sys.executable, "run"] if is_gilvm else [sys.executable]
