# Options, and names of hosts and services.
import socket

with socket.socket() as s:
    for level, option in [("SOL_SOCKET", "SO_REUSEADDR"), ("SOL_SOCKET", "SO_KEEPALIVE"), ("SOL_SOCKET", "SO_BROADCAST"),
                          ("IPPROTO_TCP", "TCP_NODELAY"), ("SOL_SOCKET", "SO_REUSEPORT"), ("SOL_SOCKET", "SO_OOBINLINE"),
                          ("IPPROTO_TCP", "TCP_CORK")]:
        number = getattr(socket, level), getattr(socket, option)
        before = s.getsockopt(*number)
        s.setsockopt(*number, 1)
        print(level, option, before, s.getsockopt(*number) > 0)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 10000)
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF))
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE), s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30)
    print(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE), s.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE, 4), s.getsockopt(socket.IPPROTO_IP, socket.IP_TTL) > 0)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, b"\0\0\0\0")
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))

print(socket.gethostbyname("127.0.0.1"), socket.gethostbyname("localhost"), socket.gethostbyname(""))
print(type(socket.gethostname()))
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
print(socket.getaddrinfo("127.0.0.1", "443", proto=socket.IPPROTO_TCP))
print(socket.getaddrinfo(None, 80, socket.AF_INET, socket.SOCK_STREAM, 0, socket.AI_PASSIVE))
print(socket.getaddrinfo(None, 80, socket.AF_INET, socket.SOCK_DGRAM))
print(socket.getaddrinfo("::1", 80, socket.AF_INET6, socket.SOCK_STREAM))
for arguments in [("127.0.0.1", "nosuchservice"), ("127.0.0.1", 80, 77), (None, None), ("x", 1.5)]:
    try:
        print(socket.getaddrinfo(*arguments))
    except (OSError, TypeError) as error:
        print(type(error).__name__, error)
