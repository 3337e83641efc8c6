# Options with values of their own: times, multicast groups, credentials; forms of setsockopt; inheritance.
import os
import socket as S
import struct
import threading

def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e, getattr(e, "errno", None))
s = S.socket()
g = s.getsockopt; st = s.setsockopt
for n in "RCVTIMEO SNDTIMEO DONTROUTE PRIORITY LINGER PEERCRED".split():
    o = getattr(S, "SO_" + n, None); print(n, o)
    if o is None: continue
    attempt(g, 1, o); attempt(g, 1, o, 16); attempt(st, 1, o, 1); attempt(st, 1, o, b""); attempt(st, 1, o, b"\1\0\0\0\0\0\0\0"); attempt(g, 1, o, 16)
attempt(st, S.SOL_SOCKET, S.SO_RCVTIMEO, struct.pack("ll", 1, 500000)); attempt(g, 1, S.SO_RCVTIMEO, 16); attempt(g, 1, S.SO_RCVTIMEO, 8); attempt(g, 1, S.SO_RCVTIMEO, 100); attempt(st, 1, S.SO_RCVTIMEO, struct.pack("ll", -1, 0)); attempt(st, 1, S.SO_RCVTIMEO, struct.pack("ll", 0, 1000000));  attempt(st, 1, S.SO_RCVTIMEO, struct.pack("ll", 0, 0)); attempt(g, 1, S.SO_RCVTIMEO, 16)
a, b = S.socketpair()
def timed(a):
    a.setsockopt(1, S.SO_RCVTIMEO, struct.pack("ll", 0, 20000))
    attempt(a.recv, 5); attempt(a.recvfrom, 5); attempt(a.recvmsg, 5); attempt(a.recv_into, bytearray(3)); a.settimeout(0.01); attempt(a.recv, 5); a.settimeout(None); attempt(a.makefile("rb").read, 5)
timed(a)
t = threading.Thread(target=timed, args=(a,)); t.start(); t.join()
a.setsockopt(1, S.SO_SNDTIMEO, struct.pack("ll", 0, 20000)); a.setsockopt(1, S.SO_SNDBUF, 4096)
def fill():
    n = 0
    while True: n += a.send(b"x" * 1000)
attempt(fill); attempt(a.sendall, b"y" * 1000000)
u = S.socket(S.AF_INET, S.SOCK_DGRAM)
for n in "IP_ADD_MEMBERSHIP IP_DROP_MEMBERSHIP IP_MULTICAST_IF IP_MULTICAST_TTL IP_MULTICAST_LOOP IP_TTL IP_TOS IP_RECVTOS IP_DEFAULT_MULTICAST_LOOP IP_DEFAULT_MULTICAST_TTL IP_MAX_MEMBERSHIPS IP_PKTINFO IP_ADD_SOURCE_MEMBERSHIP IP_DROP_SOURCE_MEMBERSHIP".split():
    o = getattr(S, n, None); print(n, o)
    if o is not None and "MEMBERSHIP" not in n and "DEFAULT" not in n and "MAX" not in n and "SOURCE" not in n: attempt(u.getsockopt, 0, o); attempt(u.setsockopt, 0, o, 1)
m = S.inet_aton("224.1.1.1") + S.inet_aton("127.0.0.1")
attempt(u.setsockopt, S.IPPROTO_IP, S.IP_MULTICAST_IF, S.inet_aton("127.0.0.1")); attempt(lambda: S.inet_ntoa(u.getsockopt(0, S.IP_MULTICAST_IF, 4))); attempt(u.getsockopt, 0, S.IP_MULTICAST_IF)
attempt(u.setsockopt, 0, S.IP_ADD_MEMBERSHIP, m); attempt(u.setsockopt, 0, S.IP_ADD_MEMBERSHIP, m); attempt(u.setsockopt, 0, S.IP_DROP_MEMBERSHIP, m); attempt(u.setsockopt, 0, S.IP_DROP_MEMBERSHIP, m)
attempt(u.setsockopt, 0, S.IP_ADD_MEMBERSHIP, struct.pack("=4s4si", S.inet_aton("224.1.1.2"), S.inet_aton("0.0.0.0"), 1)); attempt(u.setsockopt, 0, S.IP_ADD_MEMBERSHIP, b"abc"); attempt(u.setsockopt, 0, S.IP_ADD_MEMBERSHIP, 5); attempt(u.setsockopt, 0, S.IP_ADD_MEMBERSHIP, S.inet_aton("10.0.0.1") + S.inet_aton("127.0.0.1")); attempt(u.setsockopt, 0, S.IP_MULTICAST_IF, S.inet_aton("9.9.9.9")); attempt(u.setsockopt, 0, S.IP_MULTICAST_TTL, b"\5"); attempt(u.getsockopt, 0, S.IP_MULTICAST_TTL); attempt(u.getsockopt, 0, S.IP_MULTICAST_TTL, 1); attempt(u.setsockopt, 0, S.IP_MULTICAST_LOOP, b"\0"); attempt(u.setsockopt, 0, S.IP_MULTICAST_TTL, 300); attempt(u.setsockopt, 0, S.IP_MULTICAST_TTL, -1); attempt(u.setsockopt, 0, S.IP_TTL, 0); attempt(u.setsockopt, 0, S.IP_TTL, 300); attempt(u.setsockopt, 0, S.IP_TOS, 0x10); attempt(u.getsockopt, 0, S.IP_TOS)
# multicast round
r = S.socket(S.AF_INET, S.SOCK_DGRAM); r.setsockopt(1, S.SO_REUSEADDR, 1); r.bind(("", 0)); 
def mc():
    r.setsockopt(S.IPPROTO_IP, S.IP_ADD_MEMBERSHIP, S.inet_aton("224.5.5.5") + S.inet_aton("127.0.0.1")); r.settimeout(1)
    q = S.socket(S.AF_INET, S.SOCK_DGRAM); q.setsockopt(0, S.IP_MULTICAST_IF, S.inet_aton("127.0.0.1")); q.setsockopt(0, S.IP_MULTICAST_LOOP, 1); q.sendto(b"hello", ("224.5.5.5", r.getsockname()[1])); return r.recvfrom(10)[0]
attempt(mc)
# forms
attempt(st, 1, 2, None, 4); attempt(st, 1, 2, None, 0); attempt(st, 1, 2, None);  attempt(st, 1, 2, 1, 4); attempt(st, 1, 2, b"x", 1); attempt(st, 1, 2, "x"); attempt(st, 1, 2, 1.5); attempt(st, 1, 2, 2**40); attempt(st, 1, 2, -2**40); attempt(st, "a", 2, 1); attempt(st, 1, 2, b"a"); attempt(st, 1, 2, bytearray(4)); attempt(st, 1, 9999, 1); attempt(g, 1, 9999); attempt(g, 1, 2, -1); attempt(g, 1, 2, 1025); attempt(g, 1, 2, 1024); attempt(g, 1, 2, 2); attempt(g, 1); attempt(st, 1, 2, None, -1); attempt(st, 1, 2, True)
c, d = S.socketpair(); attempt(lambda: struct.unpack("3i", c.getsockopt(1, S.SO_PEERCRED, 12)) == (os.getpid(), os.getuid(), os.getgid())); attempt(c.getsockopt, 1, S.SO_PASSCRED); attempt(c.setsockopt, 1, S.SO_PASSCRED, 1); attempt(c.getsockopt, 1, S.SO_PASSCRED); d.send(b"x"); 
m = c.recvmsg(10, 100); print(m[0], [(l, t, struct.unpack("3i", x) == (os.getpid(), os.getuid(), os.getgid())) for l, t, x in m[1]], m[2:])
# inheritable
print(c.get_inheritable(), os.get_inheritable(c.fileno())); c.set_inheritable(True); print(c.get_inheritable(), os.get_inheritable(c.fileno())); c.set_inheritable(False); print(c.get_inheritable()); attempt(c.set_inheritable, 2); print(c.get_inheritable()); c.close(); attempt(c.get_inheritable); attempt(c.set_inheritable, True)
print(S.socket().get_inheritable(), d.dup().get_inheritable(), S.fromfd(d.fileno(), S.AF_UNIX, S.SOCK_STREAM).get_inheritable())
