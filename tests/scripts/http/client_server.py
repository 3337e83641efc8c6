# The client and the server of the library talk to each other: methods, headers, bodies, errors, keep-alive.
import http.client
import threading
import urllib.error
import urllib.request
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def version_string(self):
        return "test"

    def date_time_string(self, timestamp=None):
        return "now"

    def log_message(self, format, *args):
        log.append(format % args)

    def reply(self, code, body, **headers):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        if self.path == "/chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (b"first ", b"second ", b"third"):
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
        elif self.path == "/redirect":
            self.reply(302, b"moved", Location="/target")
        elif self.path == "/loop":
            self.reply(302, b"", Location="/loop")
        elif self.path == "/close":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"until the end")
        elif self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"less")
            self.close_connection = True
        elif self.path == "/missing":
            self.send_error(404)
        elif self.path == "/teapot":
            self.send_error(HTTPStatus.IM_A_TEAPOT, "Custom", "because <this>")
        elif self.path == "/headers":
            lines = "\n".join(f"{name}: {value}" for name, value in self.headers.items() if name != "Host")
            self.reply(200, lines.encode(), Content_Type="text/plain; charset=utf-8", X_Two="a", X_two="b")
        else:
            self.reply(200, f"GET {self.path}".encode())

    do_HEAD = do_GET

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.reply(201, b"got " + self.rfile.read(length))


log = []
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
host, port = server.server_address
# A client that goes away early is nobody's fault.
server.handle_error = lambda *about: None
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()

connection = http.client.HTTPConnection(host, port, timeout=10)
for method, path, body in [("GET", "/one", None), ("POST", "/form", b"a=1"), ("HEAD", "/x", None), ("GET", "/chunks", None),
                           ("GET", "/missing", None), ("PUT", "/x", None)]:
    connection.request(method, path, body, {"X-Test": "1"})
    response = connection.getresponse()
    print(method, path, response.status, response.reason, response.version, response.getheader("Content-Type"))
    print(response.read(), response.isclosed(), response.will_close)
connection.request("GET", "/headers", headers={"Accept": "all"})
response = connection.getresponse()
print(response.getheaders())
print(response.read(5), response.read(1000), response.read())
print(response.headers.get_content_type(), response.headers.get_content_charset(), response.headers["x-two"],
      response.headers.get_all("X-Two"), response.getheader("X-Two"), response.getheader("nope", "default"))
connection.request("GET", "/a")
for wrong in (lambda: connection.request("GET", "/b"), lambda: connection.putheader("x", "y")):
    try:
        wrong()
    except http.client.HTTPException as error:
        print(type(error).__name__, error)
connection.close()
connection.request("GET", "/short")
try:
    connection.getresponse().read()
except http.client.IncompleteRead as error:
    print(repr(error), error.partial)
connection.close()

base = f"http://{host}:{port}"
with urllib.request.urlopen(base + "/path?q=1", timeout=10) as response:
    print(response.status, response.read(), response.geturl() == base + "/path?q=1", response.getcode(), response.msg)
    print(response.info().get("Content-Length"))
print(urllib.request.urlopen(base + "/redirect").read(), urllib.request.urlopen(base + "/redirect").url == base + "/target")
print(urllib.request.urlopen(base + "/post", data=b"x=1").read(), urllib.request.urlopen(base + "/close").read())
request = urllib.request.Request(base + "/headers", headers={"User-Agent": "me", "X-Custom": "yes"})
print(urllib.request.urlopen(request).read().decode())
print(request.get_method(), request.host == f"{host}:{port}", request.selector, request.type, request.header_items()[1:2])
for path in ("/missing", "/teapot", "/loop"):
    try:
        urllib.request.urlopen(base + path)
    except urllib.error.HTTPError as error:
        print(error, error.code, error.reason, repr(error))
        print(error.read().decode()[-120:] if path != "/loop" else "")
server.shutdown()
thread.join()
server.server_close()
for url in (base + "/gone", "nope", "unknown://x", "http://"):
    try:
        urllib.request.urlopen(url)
    except (urllib.error.URLError, ValueError) as error:
        print(type(error).__name__, error)
print(sorted(set(log))[:4], len(log))
print(HTTPStatus.NOT_FOUND, repr(HTTPStatus.OK), HTTPStatus(404).phrase, HTTPStatus.OK == 200, HTTPStatus.GONE.description)
