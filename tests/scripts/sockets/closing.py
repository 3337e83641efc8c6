# Peers that go away, sockets that are closed under a thread that waits: errors, no crashes, no hangs.
import socket
import threading

one, two = socket.socketpair()
waits = threading.Event()
results = []


def read():
    waits.set()
    results.append(one.recv(10))


thread = threading.Thread(target=read)
thread.start()
waits.wait()
two.sendall(b"before")
thread.join()
print(results)

# Shutting down wakes the reader.
waits.clear()
thread = threading.Thread(target=read)
thread.start()
waits.wait()
one.shutdown(socket.SHUT_RDWR)
thread.join()
one.close()
print(results[1])
try:
    two.send(b"x")
    two.send(b"y")
except BrokenPipeError as error:
    print(repr(error))
two.close()

# A reset: closing with linger 0 and unread data.
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
connection, _ = server.accept()
connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
print(connection.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
connection.close()
try:
    client.recv(1)
except ConnectionResetError as error:
    print(repr(error))
client.close()

# Objects that are dropped close their descriptors.
numbers = set()
for _ in range(300):
    a, b = socket.socketpair()
    numbers.add(a.fileno())
    del a
    print(end="" if b.recv(1) == b"" else "?")
print(len(numbers) < 10)
server.close()

# The same for a thread that accepts while the listening socket goes.
server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
errors = []


def accept():
    waits.set()
    try:
        while True:
            server.accept()[0].close()
    except OSError as error:
        errors.append(type(error).__name__)


waits.clear()
thread = threading.Thread(target=accept)
thread.start()
waits.wait()
socket.create_connection(address).close()
server.shutdown(socket.SHUT_RDWR)
thread.join()
print(errors)
server.close()
