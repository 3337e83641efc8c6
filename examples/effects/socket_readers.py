"""Threads that wait for sockets overlap; beside one that computes they are held up (effect P13).

    socket_readers.py [HOGS,HOGS... [READERS [ROUNDS [DELAY]]]]

Ten threads ask a server in another process, which answers each question after 20 ms, twenty times one after the other.
Waiting gives the GIL up, so ten take as long as one: 20 x 20 ms, the ideal. With a thread that computes, every answer
finds the GIL taken and costs up to a switch interval.

The figure is the time taken over the ideal. Measured with CPython 3.13: 1.03 without a hog, 2.5 beside one with one
question of 50 ms, connecting included; 1.04 and 1.6 with the GIL of 2.7 and 3.9. With many questions, whose answers
come together, the readers hand the GIL to each other, and it is 1.2.
"""

import socket
import sys

from lab import Hogs, arguments, companion, figure, together


def serve(delay):
    """Answer every byte after a delay, until standard input ends."""
    import selectors
    import time

    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1])
    sys.stdout.flush()
    due = []
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while True:
            rest = max(0, due[0][0] - time.monotonic()) if due else None
            for key, _ in selector.select(rest):
                if key.fileobj is sys.stdin:
                    return
                if key.fileobj is listener:
                    selector.register(listener.accept()[0], selectors.EVENT_READ)
                    continue
                data = key.fileobj.recv(100)
                if data:
                    # All delays are equal, so the answers become due in the order of the questions.
                    due.append((time.monotonic() + delay, key.fileobj, data))
                else:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
            while due and due[0][0] <= time.monotonic():
                _, connection, data = due.pop(0)
                connection.sendall(data)


def read(port, rounds):
    connection = socket.create_connection(("127.0.0.1", port))
    for _ in range(rounds):
        connection.sendall(b"?")
        connection.recv(1)
    connection.close()


def main():
    counts, readers, rounds, delay = arguments([0, 1], 10, 20, 0.02)
    server = companion("serve", delay)
    port = int(server.stdout.readline())
    for hogs in counts:
        with Hogs(hogs):
            took = together(*[lambda: read(port, rounds)] * readers)
        figure("%d readers beside %d hogs, time over the ideal" % (readers, hogs), took / (rounds * delay))
    server.stdin.close()
    server.wait()


if sys.argv[1:2] == ["serve"]:
    serve(float(sys.argv[2]))
else:
    main()
