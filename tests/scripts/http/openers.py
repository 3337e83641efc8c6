# urllib.request: what a Request is made of, redirects, errors, files, data, passwords, proxies, handlers of one's own.
import http.server
import io
import mimetypes
import os
import re
import shutil
import socket
import tempfile
import threading
import urllib.error
import urllib.request as U
from urllib.request import Request

for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]
mimetypes.knownfiles = []
folder = tempfile.mkdtemp()


def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)).replace(folder, "FOLDER"))
    except Exception as e: print(type(e).__name__, str(e).replace(folder, "FOLDER"), repr(e).replace(folder, "FOLDER")); return e
for u in ["http://h/p?q#f", "HTTP://H:80/", "h/p", "http:/x", "mailto:x@y", " http://h/x ", "<URL:http://h/>", "URL:http://h", "file:///a/b", "http://h", "http://h?q", "http://u:p@h:5/x", "//h/x", "http://h/%41", "", ":x", "1http://x", "ht_tp://x", "x:"]:
    def f():
        r = Request(u); return r.full_url, r.type, r.host, r.selector, r.fragment, r.get_method(), r.origin_req_host, r.get_full_url(), r.has_proxy()
    attempt(f)
r = Request("http://h/", b"d", {"content-TYPE": "x", "A-b": "c"}, method="PUT")
print(r.get_method(), r.data, r.headers, r.header_items(), r.has_header("Content-type"), r.get_header("A-b"), r.get_header("nope"), r.get_header("nope", 5), r.unverifiable, r.method)
r.add_header("x-y", "1"); r.add_unredirected_header("z-z", "2"); print(sorted(r.header_items())); r.remove_header("X-y"); print(sorted(r.header_items())); r.data = None; print(r.get_method()); r.method = "DELETE"; print(r.get_method())
attempt(lambda: Request("http://h/").method)
attempt(Request, 5); attempt(Request, None)
r = Request("http://h/"); r.set_proxy("proxy:80", "http"); print(r.host, r.type, r.selector, r.has_proxy(), r.full_url)
print(Request("http://h/", data=b"").get_method(), Request("http://h/", data={}).get_method())
class H(http.server.BaseHTTPRequestHandler):
    log = []
    def log_message(self, *a): pass
    def do(self):
        n = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(n) if n else b""
        if self.headers.get("Transfer-Encoding"):
            while True:
                k = int(self.rfile.readline(), 16); body += self.rfile.read(k); self.rfile.readline()
                if not k: break
        H.log.append((self.command, self.path, self.requestline[-8:], sorted((k, v if k != "Host" else "HOST") for k, v in self.headers.items()), body))
        p = self.path
        m = re.match(r"/r(\d\d\d)(.*)", p)
        if m:
            self.send_response(int(m[1])); self.send_header("Location", m[2].replace("PORT", str(port))); self.send_header("Content-Length", "3"); self.end_headers()
            if self.command != "HEAD": self.wfile.write(b"abc")
            return
        m = re.match(r"/s(\d\d\d)", p)
        code = int(m[1]) if m else 200
        self.send_response(code)
        if code == 401: self.send_header("WWW-Authenticate", 'Basic realm="r"')
        self.send_header("Content-Type", "text/plain; charset=utf-8"); self.send_header("X-A", "1"); self.send_header("X-A", "2")
        self.send_header("Content-Length", "5"); self.end_headers()
        if self.command != "HEAD": self.wfile.write(b"li\nne")
    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_PATCH = do
srv = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H); port = srv.server_address[1]; base = "http://127.0.0.1:%d" % port
th = threading.Thread(target=srv.serve_forever, args=(0.01,), daemon=True); th.start()
def show(x):
    H.log.clear()
    try:
        with (U.urlopen(x) if isinstance(x, (str, Request)) else x()) as f:
            print(type(f).__name__, f.status, f.code, f.reason, f.msg, f.url.replace(str(port), "PORT"), f.geturl() == f.url, f.getcode(), f.headers["x-a"], f.headers.get_all("X-A"), f.info().get_content_charset(), f.headers.get_content_type(), f.getheader("X-A"), f.read(2), f.readline(), list(f), f.read())
    except Exception as e:
        print(type(e).__name__, str(e).replace(str(port), "PORT"), repr(e).replace(str(port), "PORT"), getattr(e, "reason", None))
        if isinstance(e, urllib.error.HTTPError):
            print(e.code, e.msg, e.reason, e.url.replace(str(port), "PORT"), e.headers["X-A"], e.hdrs is e.headers, e.filename == e.url, e.geturl() == e.url, e.status, e.info() is e.headers, e.read(), e.read(), e.fp is not None, e.getcode()); e.close()
    for l in H.log: print("   ", str(l).replace(str(port), "PORT"))
show(base + "/"); show(base); show(base + "?q=1"); show(base + "/a#frag"); show(base + "/a b"); show(base + "/\u00e4"); show(Request(base + "/x", b"data")); show(Request(base + "/x", method="HEAD")); show(Request(base + "/x", method="DELETE")); show(Request(base + "/x", b"j", {"Content-Type": "application/json", "User-Agent": "me"}, method="PUT"))
show(Request(base + "/x", iter([b"a", b"bc"]))); show(Request(base + "/x", io.BytesIO(b"file"))); show(Request(base + "/x", [b"q"])); show(Request(base + "/x", b"")); show(Request(base + "/x", "text")); show(Request(base + "/x", headers={"Host": "other", "Connection": "keep-alive", "Accept-encoding": "gzip"})); print()
for c in (204, 206, 299, 300, 304, 400, 401, 404, 418, 500, 503, 599): show(base + "/s%d" % c)
for c in (301, 302, 303, 307, 308, 305): show(base + "/r%d/next" % c)
for c in (301, 302, 303, 307, 308): show(Request(base + "/r%d/next" % c, b"post", {"X-K": "v", "Content-Type": "t/t"}))
show(Request(base + "/r302/next", method="HEAD")); show(Request(base + "/r302/next", method="PUT")); show(base + "/r302http://127.0.0.1:PORT/abs"); show(base + "/r302rel?x"); show(base + "/r302//127.0.0.1:PORT/pr"); show(base + "/r302file:///etc/passwd"); show(base + "/r302"); show(base + "/r302/r302/r301/end"); show(base + "/r302/with%20space"); show(base + "/r302/#frag"); show(base + "/r302http://127.0.0.1:PORT")
class Loop(H):
    def do_GET(self): self.send_response(302); self.send_header("Location", "/loop"); self.send_header("Content-Length", "0"); self.end_headers()
srv.RequestHandlerClass = Loop; show(base + "/"); 
class Many(H):
    n = 0
    def do_GET(self): Many.n += 1; self.send_response(302); self.send_header("Location", "/m%d" % Many.n); self.send_header("Content-Length", "0"); self.end_headers()
srv.RequestHandlerClass = Many; show(base + "/"); print(Many.n); srv.RequestHandlerClass = H
s = socket.socket(); s.bind(("127.0.0.1", 0)); dead = s.getsockname()[1]; s.close()
e = attempt(U.urlopen, "http://127.0.0.1:%d/" % dead); print(type(e.reason).__name__, e.args, e.errno, e.filename)
attempt(U.urlopen, "foo://x"); attempt(U.urlopen, "http://"); attempt(U.urlopen, "http:///x"); attempt(U.urlopen, "nope"); attempt(U.urlopen, 5); attempt(U.urlopen, "http://127.0.0.1:bad/"); attempt(U.urlopen, "http://127.0.0.1:%d/x" % port, "str");
q = socket.create_server(("127.0.0.1", 0)); e = attempt(U.urlopen, "http://127.0.0.1:%d/" % q.getsockname()[1], timeout=0.05)
q.close()
# files
open(folder + "/a b.txt", "w").write("hello\nfile"); os.utime(folder + "/a b.txt", (1e9, 1e9))
with U.urlopen("file://" + folder + "/a%20b.txt") as f: print(type(f).__name__, f.read(), f.url.replace(folder, "FOLDER"), f.headers.items(), f.status, f.code, f.getcode(), f.closed)
for u in ["file://localhost" + folder + "/a%20b.txt", "file:" + folder + "/a%20b.txt", "file:///nope", "file://" + folder + "", "file://127.0.0.1" + folder + "/a%20b.txt"]:
    def f():
        with U.urlopen(u) as x: return x.read(), x.url
    attempt(f)
for u in ["data:,hello%20w", "data:text/plain;charset=utf-8,h%C3%BC", "data:;base64,aGk=", "data:text/html;base64,PGI+", "data:nocomma", "data:text/x;base64,!!"]:
    def f():
        with U.urlopen(u) as x: return x.read(), x.headers.items(), x.url, x.status
    attempt(f)
print(U.pathname2url("/a b/\u00e4"), U.url2pathname("/a%20b"), U.quote("x y"), U.unquote("%41"))
fn, h = U.urlretrieve(base + "/x", folder + "/got", lambda *a: print("hook", a)); print(fn == folder + "/got", h["Content-Length"], open(fn).read())
fn, h = U.urlretrieve(base + "/x"); print(os.path.exists(fn)); U.urlcleanup(); print(os.path.exists(fn))
fn, h = U.urlretrieve("file://" + folder + "/got"); print(fn == folder + "/got")
def try_opener():
    o = U.build_opener(U.HTTPHandler(debuglevel=0)); o.addheaders = [("User-agent", "x"), ("X-M", "y")]; U.install_opener(o)
    show(base + "/inst"); U.install_opener(None)
    class Cust(U.BaseHandler):
        def http_error_404(self, req, fp, code, msg, hdrs): print("404!", code, msg); return fp
        def foo_open(self, req): return io.BytesIO(req.full_url.encode())
        def http_request(self, req): req.add_header("X-pre", "1"); return req
        def http_response(self, req, resp): print("post", resp.status); return resp
    o = U.build_opener(Cust); show(lambda: o.open(base + "/s404")); print(o.open("foo:bar").read())
    class NR(U.HTTPRedirectHandler):
        def redirect_request(self, *a): return None
    show(lambda: U.build_opener(NR).open(base + "/r302/x"))
    pm = U.HTTPPasswordMgrWithDefaultRealm(); pm.add_password(None, base, "user", "pw"); show(lambda: U.build_opener(U.HTTPBasicAuthHandler(pm)).open(base + "/s401"))
attempt(try_opener)
e = urllib.error.HTTPError("u", 404, "m", {"a": "b"}, None); print(e.read(), str(e), repr(e)); e.close()
print(repr(urllib.error.URLError("r")), str(urllib.error.URLError("r", "f")), urllib.error.URLError("r", "f").filename, urllib.error.ContentTooShortError("m", "c").content)


class Proxy(H):
    def do_GET(self):
        print("proxy:", self.path.replace(str(port), "PORT"), self.headers["Proxy-Authorization"], self.headers["Host"].replace(str(port), "PORT"))
        self.send_response(200); self.send_header("Content-Length", "2"); self.end_headers(); self.wfile.write(b"ok")
srv.RequestHandlerClass = Proxy
for proxies in ({"http": base}, {"http": "http://us%%65r:pw@127.0.0.1:%d" % port}, {"http": "127.0.0.1:%d" % port}):
    with U.build_opener(U.ProxyHandler(proxies)).open("http://elsewhere.invalid/x?y") as f: print(f.read(), f.url)
os.environ["http_proxy"] = base; print(U.getproxies()["http"] == base)
with U.urlopen("http://elsewhere.invalid:81/x") as f: print(f.read(), f.url)
os.environ["no_proxy"] = "other.invalid, .invalid"; print(U.proxy_bypass("x.invalid"), U.proxy_bypass("invalid:80"), U.proxy_bypass("127.0.0.1"))
srv.shutdown(); th.join(); srv.server_close(); shutil.rmtree(folder)
