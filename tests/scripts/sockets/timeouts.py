# Timeouts, non-blocking mode, and what they do to the calls.
import socket
import time

one, two = socket.socketpair()
print(one.gettimeout(), one.getblocking())
one.settimeout(0.05)
print(one.gettimeout(), one.timeout, one.getblocking())
started = time.monotonic()
try:
    one.recv(1)
except TimeoutError as error:
    print(repr(error), error.errno, socket.timeout is TimeoutError)
print(time.monotonic() - started >= 0.05)
two.sendall(b"now")
print(one.recv(10))

one.setblocking(False)
print(one.gettimeout(), one.getblocking())
try:
    one.recv(1)
except BlockingIOError as error:
    print(repr(error))
sent = 0
try:
    while True:
        sent += one.send(b"x" * 10000)
except BlockingIOError as error:
    print(error, sent > 0)
received = 0
two.settimeout(5)
while received < sent:
    received += len(two.recv(1 << 20))
print(received == sent)
one.settimeout(0.05)
try:
    one.sendall(b"x" * 10_000_000)
except TimeoutError as error:
    print(repr(error))
one.setblocking(True)
print(one.gettimeout())

server = socket.create_server(("127.0.0.1", 0))
server.settimeout(0.01)
try:
    server.accept()
except TimeoutError as error:
    print(error)
server.setblocking(False)
try:
    server.accept()
except BlockingIOError as error:
    print(error)
client = socket.socket()
client.setblocking(False)
code = client.connect_ex(server.getsockname())
print(code in (0, 115))
server.settimeout(5)
connection, _ = server.accept()
print(connection.gettimeout())
client.settimeout(5)
client.sendall(b"hi")
print(connection.recv(5))
socket.setdefaulttimeout(3)
print(socket.socket().gettimeout(), socket.getdefaulttimeout())
socket.setdefaulttimeout(None)
for each in (one, two, server, client, connection):
    each.close()
