"""A thread that answers questions crawls beside threads that compute: the convoy effect (effects P4, P5 and P6).

    convoy.py [udp|tcp [INTERVAL [HOGS,HOGS... [SECONDS [THINK [SIZE]]]]]]
    convoy.py tcp 0.005 0,1 1 0.001         a client that thinks 1 ms between two questions
    convoy.py tcp 0.005 0,1 1 0 8192        messages of 8 KiB

A client in another process asks, a thread here answers. Every wait for a question gives the GIL up, and the thread
gets it back only after a whole switch interval, since a thread that computes never gives it up by itself. Over TCP
without pauses the next question often is there before the GIL is gone, so that the effect is hidden; a client that
thinks brings it back.

Published (CPython 3.9): 30,000 requests/s fall to 100 at 5 ms with one hog, 50 with two: two waits of an interval per
request and hog, 1.57 for messages of 8 KiB, 1.74 for a tiny web service. Here the wait after sending does not happen,
for the thread that computes has to be woken first: one interval per request.

Who answers and who asks stay on two processors. Where they share one, as the kernel likes it for minutes at a time,
they wake each other so quickly that a thread that computes is not even woken in between: thirty times as many
requests per second, and nothing that is the GIL's doing.
"""

from __future__ import division

import socket
import sys
import threading
import time

from lab import (
    Hogs,
    arguments,
    clock,
    companion,
    figure,
    processors,
    quantile,
    repeat,
    set_interval,
    speed_alone,
    stay_on,
)

KINDS = {"udp": socket.SOCK_DGRAM, "tcp": socket.SOCK_STREAM}
STOP = b"s"


def receive(connection, size):
    """All of a message, which TCP may deliver in pieces."""
    missing = size
    while missing > 0:
        data = connection.recv(missing)
        if not data or data == STOP:
            return False
        missing -= len(data)
    return True


def answer(server, protocol, size):
    """Send back what comes, until a client says stop (UDP) or closes the connection (TCP)."""
    stay_on(processors()[:1])
    if protocol == "tcp":
        connection = server.accept()[0]
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        message = b"x" * size
        while receive(connection, size):
            connection.sendall(message)
        connection.close()
        return
    while True:
        data, peer = server.recvfrom(65536)
        if data == STOP:
            return
        server.sendto(data, peer)


def ask(port, protocol, size, seconds, think):
    """The client: ask for some seconds and tell the latencies."""
    stay_on(processors()[-1:])
    client = socket.socket(socket.AF_INET, KINDS[protocol])
    client.settimeout(60)
    client.connect(("127.0.0.1", port))
    if protocol == "tcp":
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    message = b"x" * size

    def request():
        if think:
            time.sleep(think)
        start = clock()
        client.sendall(message)
        receive(client, size)
        return clock() - start

    begin = clock()
    latencies = repeat(seconds, request)
    elapsed = clock() - begin
    if protocol == "udp":
        client.sendall(STOP)
    client.close()
    print("%r %r %r" % (len(latencies) / elapsed, quantile(latencies, 0.5), quantile(latencies, 0.99)))


def measure(protocol, hogs, seconds, think, size):
    """Requests per second, median and 99th percentile of the latency, and the speed of the hogs."""
    server = socket.socket(socket.AF_INET, KINDS[protocol])
    server.bind(("127.0.0.1", 0))
    if protocol == "tcp":
        server.listen(5)
    thread = threading.Thread(target=answer, args=(server, protocol, size))
    thread.start()
    client = companion("ask", server.getsockname()[1], protocol, size, seconds, think)
    with Hogs(hogs) as computing:
        text = client.communicate()[0]
        thread.join()
    server.close()
    return [float(word) for word in text.split()] + [computing.speed()]


def main():
    protocol, interval, counts, seconds, think, size = arguments("udp", 0.005, [0, 1, 2], 1.0, 0.0, 1)
    set_interval(interval)
    alone = speed_alone(0.2)
    for hogs in counts:
        rate, p50, p99, speed = measure(protocol, hogs, seconds, think, size)
        name = "%s, %d hogs" % (protocol, hogs)
        figure(name + ", requests/s", rate)
        figure(name + ", p50 in intervals", p50 / interval)
        figure(name + ", p99 in intervals", p99 / interval)
        if hogs:
            figure(name + ", speed of the hogs over one alone", speed / alone)


if sys.argv[1:2] == ["ask"]:
    ask(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), float(sys.argv[5]), float(sys.argv[6]))
else:
    main()
