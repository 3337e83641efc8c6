"""Echo round trips between two threads, in functions of a number of turns."""

import socket
import threading
import time


def _serve(connection):
    while data := connection.recv(64):
        connection.sendall(data)


def _ask(client, turns):
    start = time.perf_counter()
    for _ in range(turns):
        client.sendall(b"ping")
        client.recv(64)
    return time.perf_counter() - start


def _echo(client, server, turns):
    thread = threading.Thread(target=_serve, args=(server,))
    thread.start()
    seconds = _ask(client, turns)
    client.close()
    thread.join()
    server.close()
    return seconds


def tcp(turns):
    listener = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(listener.getsockname())
    server, _ = listener.accept()
    listener.close()
    for end in (client, server):
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _echo(client, server, turns)


def unix(turns):
    return _echo(*socket.socketpair(), turns)


def udp(turns):
    one, other = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    for end in (one, other):
        end.bind(("127.0.0.1", 0))

    def serve():
        for _ in range(turns):
            data, sender = other.recvfrom(64)
            other.sendto(data, sender)

    thread = threading.Thread(target=serve)
    thread.start()
    address = other.getsockname()
    start = time.perf_counter()
    for _ in range(turns):
        one.sendto(b"ping", address)
        one.recvfrom(64)
    seconds = time.perf_counter() - start
    thread.join()
    one.close()
    other.close()
    return seconds


def unix_one_thread(turns):
    """Both ends in one thread: what the calls cost, without anybody being woken."""
    client, server = socket.socketpair()
    start = time.perf_counter()
    for _ in range(turns):
        client.sendall(b"ping")
        server.sendall(server.recv(64))
        client.recv(64)
    seconds = time.perf_counter() - start
    client.close()
    server.close()
    return seconds


if __name__ == "__main__":
    for function in (tcp, unix, udp, unix_one_thread):
        print(f"{function.__name__}: {function(20_000) / 20_000 * 1e6:.2f} us")
