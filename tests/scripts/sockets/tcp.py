# Echo over TCP between threads, with every way of sending and receiving.
import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 0))
server.listen()
host, port = server.getsockname()
print(host, type(port), port > 0)
peers = []


def serve():
    while True:
        connection, peer = server.accept()
        with connection:
            peers.append((peer[0], connection.gettimeout()))
            while data := connection.recv(1000):
                if data == b"quit":
                    return
                connection.sendall(data.upper())


thread = threading.Thread(target=serve)
thread.start()

with socket.create_connection((host, port)) as client:
    print(client.getpeername() == (host, port), client.send(b"hello"))
    print(client.recv(5))
    client.sendall(bytearray(b"abc"))
    buffer = bytearray(10)
    print(client.recv_into(buffer, 3), buffer)
    client.sendall(b"xyz")
    print(client.recv(3, socket.MSG_PEEK), client.recv(2), client.recv(100))
    client.sendall(b"from")
    print(client.recvfrom(100))
    client.shutdown(socket.SHUT_WR)
    print(client.recv(1))
    print(client.fileno() >= 0)
print(client.fileno(), client)

big = b"0123456789" * 200_000
with socket.create_connection((host, port)) as client:
    sender = threading.Thread(target=client.sendall, args=(big,))
    sender.start()
    total = 0
    while total < len(big):
        total += len(client.recv(65536))
    sender.join()
    print(total)

with socket.socket() as client:
    client.settimeout(10)
    client.connect((host, port))
    client.sendall(b"quit")
    print(client.recv(10))
thread.join()
print(peers)
server.close()

client = socket.socket()
try:
    client.connect((host, port))
except ConnectionRefusedError as error:
    print(repr(error), error.errno)
print(client.connect_ex((host, port)))
client.close()
