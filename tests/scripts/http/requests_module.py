# The requests module against a server of this process. CPython brings one along inside pip.
import threading
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

try:
    import requests
except ImportError:
    from pip._vendor import requests


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):
        pass

    def reply(self, code, body=b"", **headers):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        path = self.path.partition("?")[0]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path == "/echo":
            shown = {name: self.headers[name] for name in ("Content-Type", "X-Custom", "Authorization", "Cookie")
                     if self.headers[name]}
            told = {"method": self.command, "path": self.path, "headers": shown, "body": body.decode()}
            self.reply(200, json.dumps(told).encode(), Content_Type="application/json")
        elif path == "/text":
            self.reply(200, "grüße".encode("latin-1"), Content_Type="text/plain; charset=latin-1", Set_Cookie="k=v; Path=/")
        elif path == "/redirect":
            self.reply(302, b"", Location="/text")
        elif path == "/loop":
            self.reply(301, b"", Location="/loop")
        elif path == "/post-redirect":
            self.reply(303, b"", Location="/echo")
        elif path == "/keep-method":
            self.reply(307, b"", Location="/echo")
        elif path == "/chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"4\r\nline\r\n2\r\n 1\r\n7\r\n\nline 2\r\n0\r\n\r\n")
        elif path == "/slow":
            done.wait()
            self.reply(200)
        elif path == "/drop":
            self.close_connection = True
        elif path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.close_connection = True
        else:
            self.reply(int(path[1:]), b"no json", Content_Type="text/plain")

    do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_GET


done = threading.Event()
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
# A client that goes away early is nobody's fault.
server.handle_error = lambda *about: None
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()
base = "http://127.0.0.1:%d" % server.server_port

response = requests.get(base + "/text", timeout=10)
print(response, response.status_code, response.ok, response.reason, bool(response))
print(response.text, response.content, response.encoding, response.headers["content-type"], response.url == base + "/text")
print(dict(response.cookies), "Content-Type" in response.headers, response.headers.get("nope"))
print(response.elapsed.total_seconds() > 0, response.history, response.request.method, response.request)
for method, options in [("get", {"params": {"a": 1, "b": ["x y", "ü"], "c": None}}), ("post", {"data": {"a": "1 2", "b": ["x", "y"]}}),
                        ("post", {"json": {"k": [1, None]}}), ("post", {"data": "raw text"}), ("post", {"data": b"bytes"}),
                        ("put", {"data": [("a", 1), ("a", 2)]}), ("delete", {}), ("patch", {"json": []}),
                        ("get", {"headers": {"X-Custom": "yes"}, "auth": ("user", "pass")}), ("get", {"cookies": {"c": "1"}})]:
    print(method, getattr(requests, method)(base + "/echo", **options).json())
print(requests.head(base + "/text").headers["Content-Length"], requests.head(base + "/redirect").status_code)
response = requests.get(base + "/redirect")
print(response.status_code, [(r, r.status_code) for r in response.history], response.url == base + "/text")
print(requests.get(base + "/redirect", allow_redirects=False).is_redirect)
print(requests.post(base + "/post-redirect", data={"a": 1}).json()["method"])
print(requests.post(base + "/keep-method", data={"a": 1}).json())
print(list(requests.get(base + "/chunks", stream=True).iter_lines()), requests.get(base + "/chunks").text.split("\n"))
with requests.get(base + "/chunks", stream=True) as response:
    print(b"".join(response.iter_content(3)))
for code in (200, 204, 404, 500):
    response = requests.get(f"{base}/{code}")
    try:
        print(response.raise_for_status(), requests.codes.ok, requests.codes.not_found)
    except requests.exceptions.HTTPError as error:
        print(str(error).replace(base, "BASE"), error.response.status_code, isinstance(error, OSError))
try:
    requests.get(base + "/200").json()
except requests.exceptions.JSONDecodeError as error:
    print(error, isinstance(error, ValueError))
with requests.Session() as session:
    session.headers.update({"X-Custom": "from the session"})
    session.auth = ("u", "p")
    session.get(base + "/text")
    print(dict(session.cookies), session.get(base + "/echo").json()["headers"])
    print(session.post(base + "/echo", data="x", headers={"X-Custom": None}).json()["headers"])


def attempt(text):
    try:
        print(text, eval(text))
    except requests.RequestException as error:
        kinds = [kind.__name__ for kind in type(error).__mro__ if "requests" in kind.__module__]
        print(text, kinds, str(error).split("(Caused")[0].replace(base, "BASE").replace(str(server.server_port), "PORT"))


for text in """requests.get(base + '/loop', timeout=10)
requests.get(base + '/slow', timeout=0.05)
requests.get(base + '/drop')
requests.get('http://127.0.0.1:1/x?y=1')
requests.get('nope')
requests.get('http://')
requests.get('ftp://x')
requests.get(base + '/echo', headers={'X': 5})""".splitlines():
    attempt(text)
done.set()
server.shutdown()
thread.join()
server.server_close()
