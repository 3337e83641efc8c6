"""What it costs to hand something to another thread (effect P16).

    hand_off.py [TURNS]

A lock that nobody else wants is taken and released in a fraction of a microsecond. When two threads take turns, each
turn puts one to sleep and wakes the other, and the one that wakes needs the GIL as well. The figures are the time of
a turn of two threads over the time of the same operations by one.

Published: 15 to 42 us to receive and 27 to 57 us to send when two threads exchange every packet. Measured with
CPython 3.13 on two processors: 37 to 47 us for a turn over locks, conditions or queues, 7 to 12 us on one processor.
"""

import threading

try:
    import queue
except ImportError:
    import Queue as queue

from lab import arguments, clock, figure, together


def lock_alone(turns):
    lock = threading.Lock()
    start = clock()
    for _ in range(turns):
        lock.acquire()
        lock.release()
    return clock() - start


def lock_in_turns(turns):
    ping, pong = threading.Lock(), threading.Lock()
    pong.acquire()

    def play(mine, other):
        for _ in range(turns // 2):
            mine.acquire()
            other.release()

    return together(lambda: play(ping, pong), lambda: play(pong, ping))


def queue_alone(turns):
    items = queue.Queue()
    start = clock()
    for at in range(turns):
        items.put(at)
        items.get()
    return clock() - start


def queue_in_turns(turns):
    there, back = queue.Queue(), queue.Queue()

    def serve():
        for _ in range(turns // 2):
            back.put(there.get())

    def ask():
        for at in range(turns // 2):
            there.put(at)
            back.get()

    return together(serve, ask)


def queue_one_way(turns):
    items = queue.Queue()

    def produce():
        for at in range(turns):
            items.put(at)

    def consume():
        for _ in range(turns):
            items.get()

    return together(produce, consume)


def main():
    turns, = arguments(5000)
    lock, items = lock_alone(turns), queue_alone(turns)
    in_turns, queued, one_way = lock_in_turns(turns), queue_in_turns(turns), queue_one_way(turns)
    figure("lock, microseconds of a turn", 1e6 * in_turns / turns)
    figure("lock, in turns over alone", in_turns / lock)
    figure("queue, microseconds of a turn", 1e6 * queued / turns)
    figure("queue, in turns over alone", queued / items)
    figure("queue, one way over alone", one_way / items)


main()
