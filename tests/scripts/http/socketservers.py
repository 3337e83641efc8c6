# Servers of socketserver: TCP, UDP, Unix, with and without threads, handlers that fail.
import os
import socket
import socketserver
import sys
import threading


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())


class Packet(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(data[::-1], self.client_address)


class Failing(socketserver.BaseRequestHandler):
    def handle(self):
        raise ValueError("in the handler")


def talk(server, *lines):
    with socket.socket(server.address_family) as client:
        client.connect(server.server_address)
        with client.makefile("rw") as file:
            for line in lines:
                file.write(line + "\n")
                file.flush()
                print(file.readline(), end="")


class Running:
    def __init__(self, server):
        self.server = server

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        return self.server

    def __exit__(self, *args):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


for kind in (socketserver.TCPServer, socketserver.ThreadingTCPServer):
    with Running(kind(("127.0.0.1", 0), Echo)) as server:
        talk(server, "hello", kind.__name__)
with Running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo)) as server:
    # Two connections at once: the second is served while the first is open.
    with socket.create_connection(server.server_address) as first:
        first.sendall(b"first\n")
        talk(server, "second")
        print(first.recv(100))
with Running(socketserver.UDPServer(("127.0.0.1", 0), Packet)) as server:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"datagram", server.server_address)
        print(client.recv(100))
path = f"/tmp/gilvm-server-{os.getpid()}"
with Running(socketserver.UnixStreamServer(path, Echo)) as server:
    talk(server, "unix")
os.unlink(path)


class Quiet(socketserver.TCPServer):
    def handle_error(self, request, client_address):
        print("error:", sys.exc_info()[1])


with Running(Quiet(("127.0.0.1", 0), Failing)) as server:
    with socket.create_connection(server.server_address) as client:
        print(client.recv(10))
with socketserver.TCPServer(("127.0.0.1", 0), Echo) as server:
    server.timeout = 0.01
    server.handle_timeout = lambda: print("timeout")
    server.handle_request()
    with socket.create_connection(server.server_address) as client:
        client.sendall(b"one\n")
        client.shutdown(socket.SHUT_WR)
        server.handle_request()
        print(client.recv(10))
try:
    socketserver.TCPServer(server.server_address[:1] + (99999,), Echo)
except OverflowError as error:
    print(error)
