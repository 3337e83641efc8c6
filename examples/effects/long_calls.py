"""A call into native code may keep the GIL for as long as it likes (effect P9).

    long_calls.py [SECONDS]

Between two instructions a thread can be asked for the GIL, within one it cannot: the interval is a wish. While the
main thread makes one long call, another thread watches the clock and remembers the longest time it did not run. The
figure is that time over the time of the call: about 1 if the call keeps the GIL, little if it gives it up.

Published: a membership test over 100 million items keeps everybody waiting for 45 s, Ctrl-C included.
"""

import hashlib
import json
import re
import threading
import time
import zlib

from lab import arguments, clock, figure

# What is called, and what makes an argument of a size for it.
CALLS = [
    ("sorted", sorted, lambda size: [at * 7919 % 1000003 for at in range(size)]),
    ("sum", sum, range),
    ("in a list", lambda items: -1 in items, lambda size: list(range(size))),
    ("json.dumps", json.dumps, lambda size: [str(at) for at in range(size)]),
    ("re.findall", re.compile("[a-z]+b").findall, lambda size: "aaab cccc " * size),
    ("sha256", hashlib.sha256, lambda size: b"x" * 40 * size),
    ("zlib.compress", zlib.compress, lambda size: b"some bytes " * size),
    ("sleep", time.sleep, lambda size: size / 1e6),
]


def long_enough(seconds, call, material):
    """An argument with which the call takes at least that long."""
    size = 2000
    while True:
        argument = material(size)
        start = clock()
        call(argument)
        took = clock() - start
        if took >= seconds:
            return argument
        size *= 2 if took > seconds / 8 else 8


def stall_over_call(call, argument):
    """The longest time another thread did not run during the call, over the time of the call."""
    state = {"running": True, "longest": 0.0}

    def watch():
        last = clock()
        while state["running"]:
            now = clock()
            state["longest"] = max(state["longest"], now - last)
            last = now

    watcher = threading.Thread(target=watch)
    watcher.start()
    time.sleep(0.02)
    state["longest"] = 0.0
    start = clock()
    call(argument)
    took = clock() - start
    longest = state["longest"]
    state["running"] = False
    watcher.join()
    return longest / took


def main():
    seconds, = arguments(0.05)
    for name, call, material in CALLS:
        argument = long_enough(seconds, call, material)
        figure(name + ", longest stall over the call", stall_over_call(call, argument))


main()
