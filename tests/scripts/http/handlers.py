# What a handler of http.server answers and logs: errors and their pages, versions of the protocol, connections that
# are kept, requests that are none.
import io
import re
import socket
import sys
import threading
from http import HTTPStatus
from http.server import *

log = io.StringIO()
class Base(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/err": self.send_error(404); return
        if self.path == "/err2": self.send_error(418, "I <am>", "long & exp"); return
        if self.path == "/err3": self.send_error(799); return
        if self.path == "/err4": self.send_error(204); return
        if self.path == "/err5": self.send_error(HTTPStatus.NOT_FOUND, "multi\r\nline"); return
        if self.path == "/boom": raise KeyError("boom")
        if self.path == "/uni": self.send_response(200, "Gr\u00fc\u00df"); self.end_headers(); return
        if self.path == "/int": self.send_response(299); self.send_header("X", 5); self.end_headers(); return
        if self.path == "/none": return
        if self.path == "/nohead": self.wfile.write(b"raw"); return
        if self.path == "/close": self.send_response(200); self.send_header("Connection", "close"); self.send_header("Content-Length", "0"); self.end_headers(); return
        body = ("%s %s %s" % (self.command, self.path, self.request_version)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
    do_HEAD = do_GET
    def do_POST(self):
        n = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(n)
        self.send_response(201); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body)
class One(Base):
    protocol_version = "HTTP/1.1"
def norm(b):
    t = b.decode("latin-1")
    t = re.sub(r"Date: [^\r]*", "Date: D", t)
    t = re.sub(r"Python/\S+", "Python/V", t)
    return t
def run(handler, requests):
    global log
    sys.stderr = log = io.StringIO()
    srv = HTTPServer(("127.0.0.1", 0), handler)
    th = threading.Thread(target=srv.serve_forever, args=(0.01,)); th.start()
    out = []
    for data in requests:
        with socket.create_connection(srv.server_address, timeout=5) as c:
            ans = b""
            try:
                c.sendall(data)
                c.shutdown(socket.SHUT_WR)
                while p := c.recv(65536): ans += p
            except OSError as e: ans += b" [%s]" % type(e).__name__.encode()
            out.append((data[:50], norm(ans)))
    srv.shutdown(); th.join(); srv.server_close()
    sys.stderr = sys.__stderr__
    for d, a in out:
        print("####", d); print(a.replace("\r\n", "~\n"))
    t = re.sub(r"\[\d\d/\w+/\d{4} \d\d:\d\d:\d\d\]", "[DATE]", log.getvalue())
    t = re.sub(r"', \d+\)", "', PORT)", t)
    t = re.sub(r'  File "[^"]*(?:frozen|http/server|socketserver)[^\n]*\n(    [^\n]*\n)*', '', t)
    t = re.sub(r'File ".*/', 'File "', t)
    print(t)
reqs = [b"GET / HTTP/1.0\r\n\r\n", b"GET /err HTTP/1.0\r\n\r\n", b"GET /err2 HTTP/1.1\r\n\r\n", b"GET /err3 HTTP/1.1\r\n\r\n", b"GET /err4 HTTP/1.1\r\n\r\n", b"GET /err5 HTTP/1.1\r\n\r\n", b"GET /boom HTTP/1.1\r\n\r\n",
 b"GET /uni HTTP/1.1\r\n\r\n", b"GET /int HTTP/1.1\r\n\r\n", b"GET /none HTTP/1.1\r\n\r\n", b"GET /nohead HTTP/1.1\r\n\r\n",
 b"HEAD / HTTP/1.1\r\n\r\n", b"HEAD /err HTTP/1.1\r\n\r\n", b"PUT / HTTP/1.1\r\n\r\n", b"PUT /<script> HTTP/1.1\r\n\r\n", b"<x> / HTTP/1.1\r\n\r\n",
 b"GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
 b"POST /p HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello",
 b"GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\n\r\n",
 b"GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nConnection: close\r\n\r\nGET /3 HTTP/1.1\r\n\r\n",
 b"GET /1 HTTP/1.1\r\n\r\nGET /err HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n",
 b"GET /close HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n",
 b"GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n",
 b"GET /1 HTTP/1.1\nHost: x\n\nGET /2 HTTP/1.1\n\n",
 b"get / HTTP/1.1\r\n\r\n", b"GET / http/1.1\r\n\r\n", b"GET / HTTP/1\r\n\r\n", b"GET / HTTP/1.1.1\r\n\r\n", b"GET / HTTP/a.b\r\n\r\n", b"GET / HTTP/1.12345678901\r\n\r\n", b"GET / HTTP/-1.1\r\n\r\n", b"GET / HTTP/2.0\r\n\r\n", b"GET / HTTP/0.9\r\n\r\n", b"GET / HTTP/1.5\r\n\r\n", b"GET\r\n\r\n", b"GET /x y HTTP/1.1\r\n\r\n", b"GET  /  HTTP/1.1\r\n\r\n", b" GET / HTTP/1.1\r\n\r\n", b"GET /\r\nX: y\r\n\r\n", b"POST /\r\n\r\n", b"\r\nGET / HTTP/1.1\r\n\r\n", b"GET /\xff\x80\x1b[0m HTTP/1.1\r\n\r\n", b"GET ///a//b HTTP/1.1\r\n\r\n", b"GET http://x/y HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nBad header\r\n\r\n", b"GET / HTTP/1.1\r\nA : b\r\n\r\n", b"GET / HTTP/1.1\r\n: b\r\n\r\n", b"GET / HTTP/1.1\r\nA: b\r\n  folded\r\n\r\n", b"GET / HTTP/1.1", b"GET / HTTP/1.1\r\nA: b", b"GET " + b"a" * 70000,
 b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 100 + b"\r\n", b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 101 + b"\r\n", b"G\\ET /\\\r\n\r\n", b"GET\t/tab\tHTTP/1.1\r\n\r\n",
 b"GET /\x0b HTTP/1.1\r\n\r\n", b"GET /a\xa0b HTTP/1.1\r\n\r\n"]
run(Base, reqs)
print("-------------------- 1.1")
run(One, reqs)
