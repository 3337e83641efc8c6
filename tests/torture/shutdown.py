"""A script that ends while everything is going on. Its argument decides what, and how it ends."""

import _thread
import atexit
import os
import queue
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

seed = int(sys.argv[1])
rng = random.Random(seed)
lock = threading.Lock()
rlock = threading.RLock()
condition = threading.Condition()
event = threading.Event()
items = queue.Queue(4)
simple = queue.SimpleQueue()
local = threading.local()


class Noisy:
    def __init__(self, what):
        self.what = what

    def __del__(self):
        if self.what == "raise":
            raise ValueError("in __del__")
        # The thread may hold the lock: finalizers run in the middle of anything.
        if lock.acquire(False):
            lock.release()


def printing():
    while True:
        print("p" * 40)


def locking():
    while True:
        with lock:
            with rlock:
                local.value = Noisy("quiet")


def sleeping():
    while True:
        time.sleep(rng.random() / 500)


def dying():
    local.value = Noisy("raise")
    try:
        if rng.random() < 0.5:
            raise RuntimeError("dies")
        sys.exit(5)
    finally:
        time.sleep(rng.random() / 200)


def starting():
    while True:
        thread = threading.Thread(target=dying, daemon=True)
        try:
            thread.start()
        except RuntimeError:
            return
        thread.join(rng.random() / 100)


def waiting():
    while True:
        with condition:
            condition.wait(rng.random() / 300 if rng.random() < 0.5 else None)


def notifying():
    while True:
        with condition:
            condition.notify(2)
        event.set()
        event.clear()
        time.sleep(0)


def putting():
    while True:
        items.put(Noisy("quiet"))
        simple.put(1)


def getting():
    while True:
        items.get()
        items.task_done()
        simple.get()


def computing():
    n = 0
    while True:
        n += 1
        [x * x for x in range(100)]


def hook(args):
    if rng.random() < 0.3:
        raise KeyError("in excepthook")


def at_exit(n):
    if n % 3 == 0:
        raise IndexError("at exit")
    time.sleep(rng.random() / 500)
    threading.Thread(target=dying, daemon=True).start()


def last():
    time.sleep(rng.random() / 100)
    print("last")


threading.excepthook = hook
sys.stderr = open(os.devnull, "w")
jobs = [printing, locking, sleeping, dying, starting, waiting, notifying, putting, getting, computing]
for n in range(rng.randrange(3)):
    atexit.register(at_exit, n)
for job in rng.sample(jobs, rng.randrange(2, len(jobs))):
    if rng.random() < 0.2:
        _thread.start_new_thread(job, ())
    else:
        threading.Thread(target=job, daemon=True).start()
for _ in range(rng.randrange(3)):
    threading.Thread(target=last).start()
pool = None
if rng.random() < 0.4:
    pool = ThreadPoolExecutor(3)
    futures = [pool.submit(rng.choice([last, dying])) for _ in range(6)]
if rng.random() < 0.3:
    threading.Timer(rng.random() / 100, dying).start()

time.sleep(rng.random() / 20)
end = rng.randrange(4)
if end == 1:
    sys.exit(7)
if end == 2:
    raise LookupError("the end")
if end == 3:
    with lock:
        sys.exit(8)
