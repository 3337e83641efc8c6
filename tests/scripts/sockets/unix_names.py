# Names of Unix sockets: paths, their ends, abstract ones; pairs of sockets and kinds of sockets that are none.
import os
import shutil
import socket as S
import tempfile

def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)).replace(d, "D"))
    except Exception as e: print(type(e).__name__, str(e).replace(d, "D"), getattr(e, "errno", None))
d = tempfile.mkdtemp(); os.chdir(d)
def ux(p, kind=S.SOCK_STREAM):
    with S.socket(S.AF_UNIX, kind) as s:
        s.bind(p); r = s.getsockname(); s.listen() if kind == S.SOCK_STREAM else 0
        with S.socket(S.AF_UNIX, kind) as c:
            c.connect(p if not isinstance(p, str) or p else r); 
            if kind == S.SOCK_STREAM:
                k, ad = s.accept(); out = r, c.getpeername(), ad, k.getsockname(), k.getpeername(), repr(c.getsockname()); k.close()
            else: c.send(b"x"); out = r, s.recvfrom(5)
    return out
name = "gilvm-test-%d" % os.getpid()
def hide(f):
    def g(*a): return eval(repr(f(*a)).replace(name, "NAME"))
    return g
for p in ["a", b"b", bytearray(b"c"), "d\u00e4", d + "/e", "\0" + name, b"\0" + name.encode() + b"\0\xff", "f\0g", b"h\0", "x" * 107, "y" * 108, "z" * 200, 5, None, ("a", 1), "\0" + "q" * 107, "\0" + "q" * 108, "nodir/x"]:
    attempt(hide(ux), p); 
print(sorted(os.listdir(d)))
def auto():
    with S.socket(S.AF_UNIX) as s: s.bind(""); n = s.getsockname(); return type(n), len(n), n[:1]
attempt(auto); attempt(ux, "dg", S.SOCK_DGRAM)
with S.socket(S.AF_UNIX) as s: attempt(s.getsockname); attempt(s.getpeername); attempt(s.connect, "nope"); attempt(s.connect, ""); attempt(s.connect_ex, "nope"); attempt(s.connect, "a\0b"); attempt(s.bind, "a")
# bound client
with S.socket(S.AF_UNIX, S.SOCK_DGRAM) as a, S.socket(S.AF_UNIX, S.SOCK_DGRAM) as b:
    a.bind("\0" + name + "A"); b.bind("bb"); b.sendto(b"hi", "\0" + name + "A"); print(a.recvfrom(10)); a.sendto(b"yo", "bb"); m, ad = b.recvfrom(10); print(m, ad == b"\0" + name.encode() + b"A"); print(b.recvfrom(0, S.MSG_DONTWAIT) if False else "")
for fam, kind, proto in [(None, S.SOCK_STREAM, 0), (S.AF_UNIX, S.SOCK_DGRAM, 0), (S.AF_UNIX, S.SOCK_SEQPACKET, 0), (S.AF_INET, S.SOCK_STREAM, 0), (S.AF_INET6, S.SOCK_STREAM, 0), (S.AF_UNIX, S.SOCK_RAW, 0), (S.AF_UNIX, 77, 0), (999, 1, 0), (S.AF_UNIX, S.SOCK_STREAM | S.SOCK_NONBLOCK, 0), (S.AF_UNIX, 1, 5), (-1, 1, 0), ("x", 1, 0)]:
    def sp():
        x, y = S.socketpair(fam, kind, proto); r = (x.family, x.type, x.proto, x.gettimeout(), x.getblocking(), x.get_inheritable()); x.close(); y.close(); return r
    attempt(sp)
for a in [(S.AF_INET, 77), (999,), (S.AF_INET, S.SOCK_STREAM, 999), (S.AF_UNIX, S.SOCK_STREAM, 6), (2**40,), ("x",), (S.AF_INET, S.SOCK_DGRAM | S.SOCK_NONBLOCK), (-5,)]:
    def f():
        with S.socket(*a) as s: return s.family, s.type, s.proto, s.gettimeout()
    attempt(f)
os.chdir("/")
shutil.rmtree(d)
