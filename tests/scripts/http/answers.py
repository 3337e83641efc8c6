# Answers as http.client reads them: status lines, headers, bodies of every kind, and what is wrong with them.
import http.client
import io
from http import HTTPMethod, HTTPStatus

for s in HTTPStatus: print(int(s), s.name, s.phrase, s.description, repr(s), s, s.is_success, s.is_client_error)
print(list(HTTPMethod), HTTPMethod.GET == "GET", str(HTTPMethod.GET), HTTPMethod.GET.description)
class FakeSock:
    def __init__(self, text): self.text = text; self.data = b""; self.closed = 0
    def sendall(self, d): self.data += bytes(d)
    def makefile(self, mode, bufsize=None): return io.BufferedReader(io.BytesIO(self.text))
    def close(self): self.closed += 1
    def setsockopt(self, *a): pass
def resp(text, method=None):
    r = http.client.HTTPResponse(FakeSock(text), method=method); r.begin(); return r
def attempt(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e, e.args, repr(e))
OK = b"HTTP/1.1 200 Ok\r\n"
r = resp(OK + b"\r\nText")
print(r.version, r.status, r.reason, r.length, r.will_close, r.chunked, r.isclosed(), r.closed, r.getheaders(), r.headers, r.msg is r.headers, r.debuglevel, r.code)
print(r.read(0), r.isclosed(), r.read(), r.isclosed(), r.closed, r.read()); r.close(); print(r.closed); attempt(r.read)
for h in [b"HTTP/1.1 200 Ok\r\nContent-Length: 4\r\n\r\nText", b"HTTP/1.1 200 Ok\r\nContent-Length: 10\r\n\r\nText", b"HTTP/1.0 200 Ok\r\n\r\nText", b"HTTP/1.1 204 No\r\n\r\nText", b"HTTP/1.1 304 No\r\n\r\nText", b"HTTP/1.1 200 Ok\r\nContent-Length: -4\r\n\r\nText", b"HTTP/1.1 200 Ok\r\nContent-Length: x\r\n\r\nText", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 201 Created\r\nY: z\r\n\r\nbody", b"HTTP/1.1 102 Processing\r\n\r\n", b"HTTP/1.1 200\r\n\r\nx", b"HTTP/1.1 200 \r\n\r\nx", b"HTTP/1.1  200  Spaces here \r\n\r\nx", b"HTTP/1.1 99 x\r\n\r\n", b"HTTP/1.1 1000 x\r\n\r\n", b"HTTP/1.1 abc x\r\n\r\n", b"HTTP/2 200 OK\r\n\r\n", b"HTTP/1.7 200 OK\r\n\r\n", b"HTTP/0.9 200 OK\r\n\r\nx", b"garbage\r\n\r\n", b"", b"\r\n", b"HTTP/1.1", b"HTTP/1.1 200 OK", b"x" * 70000, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70000 + b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 99 + b"\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100 + b"\r\n",
   b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", b"HTTP/1.0 200 OK\r\nKeep-Alive: 5\r\nContent-Length: 1\r\n\r\nx", b"HTTP/1.0 200 OK\r\nProxy-Connection: keep-alive\r\nContent-Length: 1\r\n\r\nx", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n3\r\nabc\r\n0\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3;ext=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nrest", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"]:
    print("##", h[:60])
    def go():
        r = resp(h)
        return r.version, r.status, r.reason, r.length, r.will_close, r.chunked, r.getheaders()[:3], len(r.getheaders()), r.read(), r.isclosed(), r.fp is None
    attempt(go)
ch = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
good = ch + b"5\r\nhello\r\n7\r\n\nworld\n\r\n3\r\nend\r\n0\r\n\r\n"
for name, f in dict(read=lambda r: r.read(), read3=lambda r: [r.read(3), r.read(3), r.read(0), r.read(100), r.read(1)], read1=lambda r: [r.read1(), r.read1(2), r.read1(), r.read1(), r.read1(), r.read1()], readline=lambda r: [r.readline(), r.readline(3), r.readline(), r.readline(), r.readline()], lines=lambda r: list(r), readlines=lambda r: r.readlines(), peek=lambda r: [r.peek()[:5], r.read(2), r.peek(1)[:3], r.read(3), r.read(), r.peek()],
   readinto=lambda r: [(b := bytearray(7)) and r.readinto(b), b, r.readinto(b), b, r.readinto(b), bytes(b), r.readinto(b)], ri1=lambda r: [(b := bytearray(3)) and r.readinto1(b), b], mixed=lambda r: [r.read(2), r.readline(), r.read1(2), r.read()], readn=lambda r: r.read(None)).items():
    print("##", name)
    attempt(lambda: f(resp(good)))
    attempt(lambda: f(resp(OK + b"Content-Length: 12\r\n\r\nhello\nworld!extra")))
    attempt(lambda: f(resp(OK + b"\r\nhello\nworld!")))
    attempt(lambda: f(resp(OK + b"Content-Length: 20\r\n\r\nhello\nworld!")))
    attempt(lambda: f(resp(good, "HEAD")))
for bad in [b"x\r\nabc", b"5\r\nab", b"5\r\nhello\r\n", b"", b"5\r\nhelloXX0\r\n\r\n", b"3\r\nabc\r\nz\r\n", b"0\r\n", b"0\r\nX", b"3" + b"x" * 70000, b"0x3\r\nabc\r\n0\r\n\r\n", b" 3 \r\nabc\r\n0\r\n\r\n"]:
    print("## bad", bad[:30])
    attempt(lambda: resp(ch + bad).read())
    attempt(lambda: resp(ch + bad).read(4))
    attempt(lambda: resp(ch + bad).read1())
    attempt(lambda: resp(ch + bad).readline())
r = resp(OK + b"A: 1\r\na: 2\r\nContent-Type: Text/HTML; charset=\"Latin-1\"\r\nX-F: a\r\n b\r\n\r\n")
print(r.getheader("A"), r.getheader("b"), r.getheader("b", "d"), r.getheader("b", ["x", "y"]), r.getheader("x-f"), r.headers.get_all("a"), r.headers["A"], r.headers.get("zz"), "a" in r.headers, len(r.headers), r.headers.keys(), r.headers.get_content_type(), r.headers.get_content_charset(), r.headers.get_content_maintype(), r.headers.get_param("charset"))
print(r.info() is r.headers, r.getcode(), r.readable(), r.writable(), r.seekable())
attempt(lambda: r.geturl())
attempt(lambda: r.fileno())
with r as q: print(q is r)
print(r.closed)
u = http.client.HTTPResponse(FakeSock(OK + b"\r\n"))
attempt(u.getheaders); attempt(lambda: u.getheader("a")); print(u.status, u.reason, u.version)
for c in "HTTPException NotConnected InvalidURL UnknownProtocol UnknownTransferEncoding UnimplementedFileMode IncompleteRead ImproperConnectionState CannotSendRequest CannotSendHeader ResponseNotReady BadStatusLine LineTooLong RemoteDisconnected".split():
    k = getattr(http.client, c)
    attempt(lambda: (_ for _ in ()).throw(k("arg")))
    attempt(lambda: (_ for _ in ()).throw(k("")))
    print([b.__name__ for b in k.__mro__])
attempt(lambda: (_ for _ in ()).throw(http.client.IncompleteRead(b"abc", 5)))
