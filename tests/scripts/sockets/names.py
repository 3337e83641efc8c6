# Servers by create_server, network interfaces, names of hosts and services.
import socket as S


def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e, getattr(e, "errno", None))


for k in [dict(address=("", 0), dualstack_ipv6=True), dict(address=("127.0.0.1", 0), backlog=0), dict(address=("127.0.0.1", 0), reuse_port=True), dict(address=("127.0.0.1",)), dict(address="x"), dict(address=("127.0.0.1", 0), backlog=-1), dict(address=("127.0.0.1", 0), family=S.AF_UNIX)]:
    def f():
        with S.create_server(**k) as s:
            out = s.getsockname()[0], s.family, s.getsockopt(1, S.SO_REUSEADDR), s.getsockopt(1, S.SO_REUSEPORT), s.getsockopt(1, S.SO_ACCEPTCONN)
            if s.family == S.AF_INET6: out += (s.getsockopt(41, S.IPV6_V6ONLY),)
            if k.get("dualstack_ipv6"):
                with S.create_connection(("127.0.0.1", s.getsockname()[1])) as c: x, ad = s.accept(); out += (ad[0], len(ad)); x.close()
            return out
    attempt(f)
attempt(lambda: [type(x) for x in S.if_nameindex()[0]]); attempt(lambda: (1, "lo") in S.if_nameindex()); attempt(S.if_nametoindex, "lo"); attempt(S.if_indextoname, 1); attempt(S.if_nametoindex, "nope0"); attempt(S.if_indextoname, 99999); attempt(S.if_indextoname, -1); attempt(S.if_nametoindex, 5); attempt(S.if_indextoname, 2**40); attempt(S.if_nametoindex, b"lo")
# getaddrinfo
ga = S.getaddrinfo
for a, k in [(("localhost", 80), dict(family=S.AF_INET)), (("127.0.0.1", None), {}), ((None, 80), dict(family=S.AF_INET)), ((None, "http"), dict(family=S.AF_INET, type=S.SOCK_STREAM)), (("127.0.0.1", "http"), {}), (("127.0.0.1", "80"), dict(type=S.SOCK_DGRAM)), (("127.0.0.1", 80), dict(flags=S.AI_CANONNAME, type=1)), (("127.0.0.1", "http"), dict(flags=S.AI_NUMERICSERV)), (("localhost", 80), dict(flags=S.AI_NUMERICHOST)), (("::1", 80), dict(family=S.AF_INET)), (("127.0.0.1", 80), dict(family=S.AF_INET6)), (("127.0.0.1", 80), dict(family=S.AF_INET6, flags=S.AI_V4MAPPED, type=1)), (("127.0.0.1", 70000), dict(type=1)), (("127.0.0.1", -1), dict(type=1)), ((b"127.0.0.1", b"80"), dict(type=1)), (("", 80), dict(type=1)), (("127.1", 80), dict(type=1)), (("0x7f.1", 80), dict(type=1)), (("2130706433", 80), dict(type=1)), (("127.0.0.1", 80), dict(type=S.SOCK_RAW)), (("127.0.0.1", 80), dict(proto=S.IPPROTO_UDP)), (("127.0.0.1", 80), dict(type=1, proto=17)), (("127.0.0.1", "80x"), {}), (("127.0.0.1", ""), dict(type=1)), ((None, None), {}), (("127.0.0.1", 80), dict(flags=0x100000)), (("fe80::1%lo", 80), dict(type=1)), ((5, 80), {}), (("127.0.0.1", 2**70), dict(type=1)), (("::ffff:1.2.3.4", 80), dict(type=1)), (("localhost", "ssh"), dict(family=2, type=1)), (("localhost", "nosuch"), {}), ((None, 0), dict(flags=S.AI_PASSIVE, type=1, family=2)), (("127.0.0.1", 80), dict(family=S.AF_UNIX)), (("127.0.0.1", "domain"), dict(type=2)), (("127.0.0.1 ", 80), {}), (("localhost", 80), dict(type=1, flags=S.AI_CANONNAME, family=2))]:
    print(a, k, end=" "); attempt(ga, *a, **k)
for f, a in [(S.gethostbyname, ("localhost",)), (S.gethostbyname, ("127.1",)), (S.gethostbyname, ("<broadcast>",)), (S.gethostbyname, ("::1",)), (S.gethostbyname, (5,)), (S.gethostbyname_ex, ("localhost",)), (S.gethostbyname_ex, ("127.0.0.1",)), (S.gethostbyname_ex, ("::1",)), (S.getnameinfo, (("127.0.0.1", 80), S.NI_NUMERICHOST | S.NI_NUMERICSERV)), (S.getnameinfo, (("127.0.0.1", 80), S.NI_NUMERICHOST)), (S.getnameinfo, (("127.0.0.1", 53), S.NI_DGRAM | S.NI_NUMERICHOST)), (S.getnameinfo, (("::1", 80, 0, 0), S.NI_NUMERICHOST)), (S.getnameinfo, (("localhost", 80), 0)), (S.getnameinfo, (("fe80::1%lo", 80, 0, 1), 3)), (S.getnameinfo, (("fe80::1", 80, 0, 1), 3)), (S.getnameinfo, (("127.0.0.1", "http"), 0)), (S.getnameinfo, (["127.0.0.1", 80], 0)), (S.getnameinfo, (("127.0.0.1",), 0)), (S.getnameinfo, (("127.0.0.1", 99999), 3)), (S.getnameinfo, (("127.0.0.1", 80, 5), 3)), (S.getservbyport, (70000,)), (S.getprotobyname, ("tcp",)), (S.getprotobyname, ("TCP",)), (S.getprotobyname, ("udp",)), (S.getprotobyname, ("icmp",)), (S.getprotobyname, ("ipv6-icmp",)), (S.getprotobyname, ("sctp",)), (S.getprotobyname, ("nope",))]:
    print(f.__name__, a, end=" "); attempt(f, *a)
