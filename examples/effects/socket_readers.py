"""Threads that wait for sockets overlap; beside one that computes they are held up.

Ten threads ask a server in another process, which answers each question after 20 ms, twenty times one after the other.
Waiting gives the GIL up, so ten take as long as one: 20 x 20 ms, the ideal. With a thread that computes, every answer
finds the GIL taken and costs up to a switch interval.

Prints the time taken over the ideal, without and with that thread. Runs under CPython as well.
"""

import selectors
import socket
import subprocess
import sys
import threading
import time

READERS = 10
ROUNDS = 20
DELAY = 0.02


def serve():
    """Answer every byte after a delay, until standard input ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
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
                elif data := key.fileobj.recv(100):
                    # All delays are equal, so the answers become due in the order of the questions.
                    due.append((time.monotonic() + DELAY, key.fileobj, data))
                else:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
            while due and due[0][0] <= time.monotonic():
                _, connection, data = due.pop(0)
                connection.sendall(data)


def read(port):
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(ROUNDS):
            connection.sendall(b"?")
            connection.recv(1)


def over_ideal(port, hogs):
    stop = False

    def compute():
        n = 0
        while not stop:
            n += 1

    others = [threading.Thread(target=compute) for _ in range(hogs)]
    readers = [threading.Thread(target=read, args=(port,)) for _ in range(READERS)]
    for thread in others:
        thread.start()
    start = time.perf_counter()
    for thread in readers:
        thread.start()
    for thread in readers:
        thread.join()
    elapsed = time.perf_counter() - start
    stop = True
    for thread in others:
        thread.join()
    return elapsed / (ROUNDS * DELAY)


def main():
    run = ["run"] if sys.implementation.name == "gilvm" else []
    command = [sys.executable, *run, __file__, "serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        port = int(server.stdout.readline())
        for hogs in (0, 1):
            print(f"{READERS} readers, {hogs} computing: {over_ideal(port, hogs):.2f} x the ideal")
        server.stdin.close()


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
