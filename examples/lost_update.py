"""`counter += 1` is three steps, and a switch between them loses an update, if a switch can happen there at all.

    gilvm run examples/lost_update.py [ROUNDS [WAY...]]
    gilvm run --emulate 3.9 examples/lost_update.py [ROUNDS [WAY...]]
    python examples/lost_update.py [ROUNDS [WAY...]]

Two threads add to one counter, each in a loop of ROUNDS rounds, in many ways (all of them, if none is named). The
figure is the share of the updates that went missing (effect P10). Which of them can be lost depends on where a thread
can be made to give the GIL up:

up to 3.9   after nearly every instruction: everything is lost that is not under a lock.
3.10        at calls and jumps: nothing is lost from plain statements, but an `if` or a `len()` between reading and
            writing is enough.
since 3.11  at calls and at the ends of loops: the `if` and the `len()` are safe, too.

None of this is promised by the language. The switch interval is set as short as it goes, so that a small number of
rounds shows the effect.
"""

import sys
import threading

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
THREADS = 2

counter = 0
lock = threading.Lock()
sized = (1,)


class Box(object):
    def __init__(self):
        self.value = 0

    def add(self, n):
        self.value = self.value + n


class Watched(object):
    def __init__(self):
        self._value = 0

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        self._value = new


def one():
    return 1


def same(x):
    return x


def plain():
    global counter
    for _ in range(ROUNDS):
        counter += 1


def plain_in_while():
    global counter
    i = 0
    while i < ROUNDS:
        counter += 1
        i += 1


def in_two_steps():
    global counter
    for _ in range(ROUNDS):
        t = counter
        t = t + 1
        counter = t


def attribute(box):
    for _ in range(ROUNDS):
        box.value += 1


def dict_item(d):
    for _ in range(ROUNDS):
        d["value"] += 1


def list_item(values):
    for _ in range(ROUNDS):
        values[0] += 1


def in_a_method(box):
    for _ in range(ROUNDS):
        box.add(1)


def with_if():
    global counter
    for i in range(ROUNDS):
        t = counter
        if i % 2:
            t += 1
        else:
            t += 1
        counter = t


def with_len():
    global counter
    for _ in range(ROUNDS):
        counter += len(sized)


def with_call():
    global counter
    for _ in range(ROUNDS):
        counter += one()


def through_call():
    global counter
    for _ in range(ROUNDS):
        counter = same(counter) + 1


def with_class_call():
    global counter
    for _ in range(ROUNDS):
        counter += int(1)


def with_native_call():
    global counter
    for _ in range(ROUNDS):
        counter += min(1, 2)


def property_(box):
    for _ in range(ROUNDS):
        box.value += 1


def with_loop():
    global counter
    for _ in range(ROUNDS):
        t = counter
        for j in (1,):
            t += j
        counter = t


def around_a_lock():
    global counter
    for _ in range(ROUNDS):
        t = counter
        with lock:
            pass
        counter = t + 1


def with_lock():
    global counter
    for _ in range(ROUNDS):
        with lock:
            counter += one()


def share_lost(work, *arguments):
    global counter
    counter = 0
    gate = threading.Event()

    def run():
        # A thread that starts early could be done before the other comes.
        gate.wait()
        work(*arguments)

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    reached = counter
    for shared in arguments:
        if isinstance(shared, dict):
            reached = shared["value"]
        elif isinstance(shared, list):
            reached = shared[0]
        else:
            reached = shared.value
    return 1 - reached / float(THREADS * ROUNDS)


WAYS = [
    ("counter += 1", plain),
    ("counter += 1, in while", plain_in_while),
    ("t = counter; t = t + 1; counter = t", in_two_steps),
    ("box.value += 1", attribute, Box),
    ("d['value'] += 1", dict_item, lambda: {"value": 0}),
    ("values[0] += 1", list_item, lambda: [0]),
    ("box.add(1)", in_a_method, Box),
    ("t = counter; if ...: t += 1; counter = t", with_if),
    ("counter += len(x)", with_len),
    ("counter += one()", with_call),
    ("counter = same(counter) + 1", through_call),
    ("counter += int(1)", with_class_call),
    ("counter += min(1, 2)", with_native_call),
    ("box.value += 1, a property", property_, Watched),
    ("t = counter; for ...; counter = t", with_loop),
    ("t = counter; with lock: pass; counter = t", around_a_lock),
    ("with lock: counter += one()", with_lock),
]

if hasattr(sys, "setswitchinterval"):
    sys.setswitchinterval(1e-6)
else:
    sys.setcheckinterval(1)
for way in WAYS:
    if sys.argv[2:] and way[0] not in sys.argv[2:]:
        continue
    share = share_lost(way[1], *[make() for make in way[2:]])
    print("%s: %.1f %% lost" % (way[0], 100 * share))
