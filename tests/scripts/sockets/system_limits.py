# Limits that the system keeps for a socket: whatever waits on it longer fails with EAGAIN, or tells what went so far.
import os
import socket
import struct
import threading


def limit(sock, seconds, micros):
    for option in socket.SO_RCVTIMEO, socket.SO_SNDTIMEO:
        sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, micros))


def show(what, act):
    try:
        result = act()
    except OSError as failure:
        result = type(failure).__name__, str(failure)
    print(what, result, flush=True)


def fill(sock):
    sock.setblocking(False)
    try:
        while True:
            sock.send(b"x" * 4096)
    except BlockingIOError:
        pass
    sock.setblocking(True)


def empty(sock):
    sock.setblocking(False)
    try:
        while sock.recv(1 << 20):
            pass
    except BlockingIOError:
        pass
    sock.setblocking(True)


def main():
    a, b = socket.socketpair()
    number = a.fileno()
    limit(a, 0, 20_000)
    show("read", lambda: os.read(number, 5))
    show("readv", lambda: os.readv(number, [bytearray(5)]))
    show("recv", lambda: a.recv(5))
    copy = os.dup(number)
    show("copy", lambda: os.read(copy, 5))
    os.close(copy)
    for buffering in 0, -1:
        with open(number, "rb", buffering=buffering, closefd=False) as file:
            show("file", lambda: file.read(5))
    with a.makefile("rb", 0) as file:
        show("makefile", lambda: file.read(5))
    b.send(b"ab")
    show("there", lambda: os.read(number, 5))

    show("all of nothing", lambda: a.recv(5, socket.MSG_WAITALL))
    for call in (lambda: a.recv(5, socket.MSG_WAITALL), lambda: a.recvfrom(5, socket.MSG_WAITALL)[0],
                 lambda: a.recvmsg(5, 0, socket.MSG_WAITALL)[0]):
        b.send(b"ab")
        show("all of less", call)
    b.send(b"abcdefg")
    show("all", lambda: a.recv(5, socket.MSG_WAITALL))
    show("rest", lambda: a.recv(5))
    limit(a, 100, 0)
    b.send(b"ab")
    writer = threading.Thread(target=b.send, args=(b"cde",))
    writer.start()
    show("two pieces", lambda: a.recv(5, socket.MSG_WAITALL))
    writer.join()
    a.settimeout(100)
    b.send(b"ab")
    show("timeout", lambda: a.recv(5, socket.MSG_WAITALL))
    a.settimeout(None)

    def drain():
        rest = 1_000_000
        while rest:
            rest -= len(b.recv(rest))

    for send in a.send, lambda data: os.write(number, data), lambda data: a.sendmsg([data]):
        reader = threading.Thread(target=drain)
        reader.start()
        show("with a reader", lambda: send(b"x" * 1_000_000))
        reader.join()

    limit(a, 0, 20_000)
    fill(a)
    show("write", lambda: os.write(number, b"x"))
    show("writev", lambda: os.writev(number, [b"x"]))
    show("send", lambda: a.send(b"x"))
    show("sendall", lambda: a.sendall(b"x"))
    show("sendmsg", lambda: a.sendmsg([b"x"]))
    with open(number, "wb", buffering=0, closefd=False) as file:
        show("file", lambda: file.write(b"x"))
    for send in a.send, lambda data: os.write(number, data), lambda data: a.sendmsg([data]):
        empty(b)
        show("what fits", lambda: 0 < send(b"x" * 10_000_000) < 10_000_000)
    a.close()
    b.close()


main()
print("another thread")
other = threading.Thread(target=main)
other.start()
other.join()
