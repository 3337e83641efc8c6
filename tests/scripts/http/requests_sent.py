# Requests as http.client sends them: bodies, headers, what it refuses, states of a connection, tunnels through proxies.
import http.client
import io
import socket
import sys
import threading

def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e, repr(e))
class FakeSock:
    def __init__(self, text=b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"): self.text = text; self.data = b""; self.closed = 0
    def sendall(self, d): self.data += bytes(d)
    def makefile(self, mode, bufsize=None): return io.BytesIO(self.text)
    def close(self): self.closed += 1
    def setsockopt(self, *a): pass
def conn(*a, **k):
    c = http.client.HTTPConnection(*(a or ("example.com",)), **k)
    c.sock = s = FakeSock()
    return c, s
def req(*a, host=("example.com",), **k):
    c, s = conn(*host)
    try: c.request(*a, **k)
    except Exception as e: print(type(e).__name__, e)
    print(s.data)
H = http.client.HTTPConnection
for h in ["h", "h:80", "h:8080", "h:", "[::1]", "[::1]:80", "[::1]:", "::1", "h:x", "h\x00", "h x", "", "user@h:5", "h:65536", "\u00e4.de"]:
    def f(): c = H(h); return c.host, c.port
    attempt(f)
attempt(lambda: H("h", "80").port); attempt(lambda: H("h", 1).timeout is socket._GLOBAL_DEFAULT_TIMEOUT); attempt(H); attempt(H, 5); attempt(H, None)
req("GET", "/"); req("GET", ""); req("POST", "/", b"data"); req("POST", "/", "text"); req("POST", "/"); req("PUT", "/"); req("PATCH", "/"); req("DELETE", "/"); req("HEAD", "/"); req("OPTIONS", "*"); req("get", "/")
req("POST", "/", "\u00e4"); req("POST", "/", "\u20ac"); req("POST", "/", io.BytesIO(b"file")); req("POST", "/", io.StringIO("text\u00e4")); req("POST", "/", [b"a", b"bc"]); req("POST", "/", iter([b"a", b""])); req("POST", "/", bytearray(b"ba")); req("POST", "/", 5); req("POST", "/", {"a": 1}); req("POST", "/", (x for x in [b"g"]))
req("GET", "/", b"body"); req("POST", "/", b"x", {"Content-Length": "1"}); req("POST", "/", io.BytesIO(b"file"), {"Content-Length": "4"}); req("POST", "/", [b"a"], {"Transfer-Encoding": "chunked"}); req("POST", "/", [b"a"], {"Transfer-Encoding": "chunked"}, encode_chunked=True); req("POST", "/", b"a", {"transfer-encoding": "chunked"}, encode_chunked=True)
req("GET", "/", None, {"Host": "x", "accept-encoding": "gzip", "X": 5, "Y": b"bytes", "Z": "\u00e4"}); req("GET", "/", headers={"X": "\u20ac"}); req("GET", "/", headers={"X y": "v"}); req("GET", "/", headers={"X": "a\r\nb"}); req("GET", "/", headers={"X": "a\nb"}); req("GET", "/", headers={"X": "a\r\n b"}); req("GET", "/", headers={"": "a"}); req("GET", "/", headers={"X": None}); req("GET", "/", headers={"X": 1.5}); req("GET", "/", headers={"X:": "a"}); req("GET", "/", headers={"\u00e4": "a"}); req("GET", "/", headers={b"B": "a"}); req("GET", "/", headers={5: "a"})
req("GET", "/a b"); req("GET", "/\u00e4"); req("GET", "/\x7f"); req("GET", "/\n"); req("G ET", "/"); req("G\nET", "/"); req("", "/"); req("G\u00e4", "/"); req("GET", "http://other:80/x"); req("GET", "https://o/x"); req("GET", "//o/x"); req("GET", "/", host=("h", 8080)); req("GET", "/", host=("::1",)); req("GET", "/", host=("[::1]:81",)); req("GET", "http:///x")
c, s = conn()
c.putrequest("GET", "/x", skip_host=True, skip_accept_encoding=True); c.putheader("A", "1", "2", 3, b"4"); c.putheader("Cookie", "x"); c.endheaders(); print(s.data)
attempt(c.putheader, "A", "b"); attempt(c.endheaders); attempt(c.putrequest, "GET", "/"); r = c.getresponse(); print(r.status, r.read(), c.sock is s); attempt(c.getresponse)
c, s = conn(); attempt(c.getresponse); attempt(c.putheader, "a", "b"); attempt(c.endheaders)
c.request("GET", "/"); attempt(c.request, "GET", "/"); c.getresponse(); attempt(c.request, "GET", "/2")
c, s = conn(); s.text = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"; c.request("GET", "/"); r = c.getresponse(); attempt(c.request, "GET", "/2"); attempt(c.getresponse); r.read(); attempt(c.request, "GET", "/3")
c, s = conn(); s.text = b""; c.request("GET", "/"); attempt(c.getresponse); print(c.sock, s.closed)
c, s = conn(); s.text = b"junk\r\n"; c.request("GET", "/"); attempt(c.getresponse); print(c.sock is s, s.closed)
c, s = conn(); c.close(); print(c.sock, s.closed); c.auto_open = 0; attempt(c.send, b"x"); attempt(c.request, "GET", "/")
c, s = conn(); attempt(c.send, b"raw"); attempt(c.send, "text"); attempt(c.send, [b"a", b"b"]); attempt(c.send, 5); attempt(c.send, io.BytesIO(b"f")); attempt(c.send, None); print(s.data)
# debuglevel
o, sys.stdout = sys.stdout, io.StringIO()
c, s = conn(); c.set_debuglevel(1); s.text = b"HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 2\r\n\r\nhi"; c.request("POST", "/", b"body"); c.getresponse().read()
t, sys.stdout = sys.stdout.getvalue(), o
print(t)
# tunnel
c = H("proxy", 8080); attempt(c.set_tunnel, "dest", 443, {"X": "y"}); attempt(c.get_proxy_response_headers)
c, s = conn(); attempt(c.set_tunnel, "x")
class P:
    def __init__(self, text):
        self.srv = socket.create_server(("127.0.0.1", 0)); self.text = text; self.got = b""
        self.t = threading.Thread(target=self.run); self.t.start()
    def run(self):
        k, _ = self.srv.accept()
        with k:
            while b"\r\n\r\n" not in self.got:
                d = k.recv(1000)
                if not d: break
                self.got += d
            k.sendall(self.text)
            d = k.recv(1000)
            self.got += d
            k.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi") if d else None
        self.srv.close()
for text in [b"HTTP/1.0 200 Established\r\nP: q\r\n\r\n", b"HTTP/1.1 407 Auth\r\n\r\n", ]:
    p = P(text)
    c = H("127.0.0.1", p.srv.getsockname()[1], timeout=0.5); attempt(c.set_tunnel, "dest.example", 8000, {"Proxy-A": "b"})
    attempt(c.request, "GET", "/x")
    if c.sock: attempt(lambda: c.getresponse().read())
    attempt(lambda: list(c.get_proxy_response_headers().items()))
    c.close(); p.t.join(); print(p.got)
# refused
s = socket.socket(); s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]; s.close()
c = H("127.0.0.1", port); attempt(c.request, "GET", "/")
attempt(lambda: http.client.parse_headers(io.BytesIO(b"A: b\r\nC:d\r\nbad line\r\nE: f\r\n\r\n")).items())
m = http.client.parse_headers(io.BytesIO(b"A: b\r\nC:d\r\n x\r\nE:  f  \r\nA: z\r\n\r\nrest"))
print(m.items(), str(m), repr(m.as_bytes()))
m["New"] = "v"; del m["a"]; print(m.items()); m.add_header("CD", "attachment", filename="x.txt", a_b=None); print(m["cd"]); m.replace_header("new", "w"); print(m.items())
attempt(m.replace_header, "nope", "x"); print(m.get_filename(), bool(m), list(m), m.values(), m == m)
attempt(lambda: m["nope"])
print(http.client.HTTPS_PORT, http.client.HTTP_PORT, http.client._MAXLINE, http.client._MAXHEADERS, http.client.responses[404])
