"""What locks, conditions, queues and threads cost, in functions of a number of turns.

Run as a script it prints a line for each: its name and the seconds of a number of turns, which `cargo bench --bench
versus -- --primitives` compares between interpreters. `--processors=A,B` keeps the first thread on the one and the
others on the other; `--cpu` counts processor time.
"""

import os
import queue
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def with_lock(turns):
    lock = threading.Lock()
    for _ in range(turns):
        with lock:
            pass


def with_rlock(turns):
    lock = threading.RLock()
    for _ in range(turns):
        with lock:
            pass


def acquire_release(turns):
    lock = threading.Lock()
    for _ in range(turns):
        lock.acquire()
        lock.release()


def queue_put_get(turns):
    q = queue.Queue()
    for i in range(turns):
        q.put(i)
        q.get()


# Where threads but the first have to run, if that is given.
other_processor = None


def in_another_thread(function):
    def body():
        if other_processor is not None:
            os.sched_setaffinity(0, [other_processor])
        function()

    thread = threading.Thread(target=body)
    thread.start()
    return thread


def contended_lock(turns):
    lock = threading.Lock()

    def work():
        for _ in range(turns // 2):
            with lock:
                pass

    other = in_another_thread(work)
    work()
    other.join()


def items_through(q, turns):
    def consume():
        for _ in range(turns):
            q.get()

    consumer = in_another_thread(consume)
    for i in range(turns):
        q.put(i)
    consumer.join()


def queue_items(turns):
    items_through(queue.Queue(), turns)


def simple_queue_items(turns):
    items_through(queue.SimpleQueue(), turns)


def ping_pong_lock(turns):
    ping, pong = threading.Lock(), threading.Lock()
    ping.acquire()
    pong.acquire()

    def answer():
        for _ in range(turns):
            ping.acquire()
            pong.release()

    other = in_another_thread(answer)
    for _ in range(turns):
        ping.release()
        pong.acquire()
    other.join()


def ping_pong_condition(turns):
    condition = threading.Condition(threading.Lock())
    ball = 0

    def play(side):
        nonlocal ball
        with condition:
            for _ in range(turns):
                while ball != side:
                    condition.wait()
                ball = 1 - side
                condition.notify()

    other = in_another_thread(lambda: play(1))
    play(0)
    other.join()


def ping_pong_event(turns):
    ping, pong = threading.Event(), threading.Event()

    def answer():
        for _ in range(turns):
            ping.wait()
            ping.clear()
            pong.set()

    other = in_another_thread(answer)
    for _ in range(turns):
        ping.set()
        pong.wait()
        pong.clear()
    other.join()


def ping_pong_through(ping, pong, turns):
    def answer():
        for _ in range(turns):
            pong.put(ping.get())

    other = in_another_thread(answer)
    for i in range(turns):
        ping.put(i)
        pong.get()
    other.join()


def ping_pong_queue(turns):
    ping_pong_through(queue.Queue(), queue.Queue(), turns)


def ping_pong_simple_queue(turns):
    ping_pong_through(queue.SimpleQueue(), queue.SimpleQueue(), turns)


def start_join(turns):
    for _ in range(turns):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()


def pool_map(turns):
    with ThreadPoolExecutor(2) as pool:
        for _ in pool.map(abs, range(turns)):
            pass


def seconds(function, turns):
    start = time.perf_counter()
    function(turns)
    return time.perf_counter() - start


def processor_seconds(function, turns):
    start = time.process_time()
    function(turns)
    return time.process_time() - start


# How many turns take about a tenth of a second under CPython.
TURNS = [
    (with_lock, 500_000), (with_rlock, 500_000), (acquire_release, 500_000), (queue_put_get, 40_000),
    (contended_lock, 200_000), (queue_items, 40_000), (simple_queue_items, 400_000), (ping_pong_lock, 5_000),
    (ping_pong_condition, 5_000), (ping_pong_event, 3_000), (ping_pong_queue, 3_000),
    (ping_pong_simple_queue, 5_000), (start_join, 1_500), (pool_map, 5_000),
]

if __name__ == "__main__":
    clock = processor_seconds if "--cpu" in sys.argv else seconds
    for argument in sys.argv[1:]:
        option, _, value = argument.partition("=")
        if option == "--processors":
            first_processor, other_processor = map(int, value.split(","))
            os.sched_setaffinity(0, [first_processor])
    for function, turns in TURNS:
        print(function.__name__, turns, clock(function, turns))
