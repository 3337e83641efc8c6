# What can be wrong with a call on a socket, and how that is said.
import socket

closed = socket.socket()
closed.close()
print(closed, closed.fileno())
one, two = socket.socketpair()
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error, error.args)


for text in """closed.recv(1)
closed.send(b'x')
closed.getsockname()
closed.accept()
closed.settimeout(1)
closed.bind(('127.0.0.1', 0))
socket.socket().connect('x')
socket.socket().connect(('x',))
socket.socket().connect(('127.0.0.1', '1'))
socket.socket().connect(('127.0.0.1', 99999))
socket.socket().bind(('127.0.0.1', -1))
socket.socket().bind(None)
socket.socket().connect((1, 2))
socket.socket().getpeername()
socket.socket().accept()
socket.socket().sendall(b'x')
socket.socket().shutdown(2)
socket.socket().recv(-1)
socket.socket().recv('x')
socket.socket().send('x')
socket.socket().sendto(b'x')
socket.socket().settimeout(-1)
socket.socket().settimeout('x')
socket.socket().listen('x')
socket.socket(1, 1).connect(5)
socket.socket(1, 1).connect('/nope/nope')
socket.socket(1, 1).bind('x' * 200)
socket.socket(99)
socket.socket(2, 77)
socket.socket(fileno=9999)
socket.socket(fileno=-1)
one.recv_into(b'abc')
one.recv_into(bytearray(3), 5)
one.shutdown(7)
one.getsockopt(1, 12345)
one.setsockopt(1, 12345, 1)
one.setsockopt(1, 2, 'x')
udp.sendto(b'x', ('127.0.0.1', 1, 2))
udp.sendto(b'x' * 70000, ('127.0.0.1', 9))
socket.inet_aton('x')
socket.inet_aton('1.2.3.4')
socket.inet_ntoa(b'1')
socket.inet_ntoa(b'\\x7f\\0\\0\\1')
socket.inet_pton(2, 'x')
socket.inet_pton(10, '::1')
socket.inet_ntop(10, b'\\0' * 15 + b'\\1')
socket.inet_ntop(2, b'1')
socket.htons(1)
socket.htons(70000)
socket.ntohl(1)
socket.getservbyname('xyzzy')
socket.getprotobyname('tcp')
socket.gaierror.__mro__
socket.timeout
socket.error
socket.AF_INET, str(socket.AF_UNIX), socket.SOCK_STREAM + 1
socket.MSG_PEEK, socket.SHUT_RD, socket.SO_REUSEADDR, socket.SOL_SOCKET
one.family, one.type, one.proto, one.timeout
socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK).timeout
socket.getdefaulttimeout()
socket.create_connection(('127.0.0.1', 1))
socket.create_server(('127.0.0.1', 0), dualstack_ipv6=True)
socket.SocketType, socket.socket.__mro__""".splitlines():
    attempt(text)
for one_of in (one, two, udp):
    one_of.close()
