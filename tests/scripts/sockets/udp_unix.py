# Datagrams, and Unix sockets by path and by abstract name.
import os
import socket
import threading

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 0))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.bind(("127.0.0.1", 0))
print(sender.sendto(b"first", receiver.getsockname()))
data, source = receiver.recvfrom(100)
print(data, source == sender.getsockname())
print(sender.sendto(b"cut off", 0, receiver.getsockname()), receiver.recv(3))
sender.connect(receiver.getsockname())
print(sender.send(b""), receiver.recvfrom(10)[0])
buffer = bytearray(4)
sender.send(b"ab")
print(receiver.recvfrom_into(buffer)[0], buffer)
for each in (receiver, sender):
    each.close()

path = f"/tmp/gilvm-test-{os.getpid()}.sock"
server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
server.bind(path)
server.listen(1)
print(server.getsockname() == path)


def serve():
    connection, peer = server.accept()
    print("peer", repr(peer))
    connection.sendall(connection.recv(10)[::-1])
    connection.close()


thread = threading.Thread(target=serve)
thread.start()
client = socket.socket(socket.AF_UNIX)
client.connect(path)
client.send(b"abc")
print(client.recv(10), repr(client.getsockname()), client.getpeername() == path)
thread.join()
client.close()
server.close()
os.unlink(path)

name = f"\0gilvm-{os.getpid()}"
server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
server.bind(name)
print(server.getsockname() == name.encode())
client = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
client.sendto(b"datagram", name)
print(server.recvfrom(100))
client.close()
server.close()

one, two = socket.socketpair()
print(repr(one.getsockname()), repr(two.getpeername()))
three = one.dup()
one.close()
three.send(b"still open")
print(two.recv(100))
number = three.detach()
print(three.fileno(), three)
again = socket.socket(fileno=number)
print(again.family, again.type)
again.send(b"again")
print(two.recv(10))
again.close()
print(two.recv(10))
two.close()
