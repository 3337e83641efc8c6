# A handler that serves files: listings, index pages, redirects, types, dates, paths that would lead out of the folder.
import http.server
import io
import mimetypes
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
from http.server import *
from functools import partial
# What the system knows of files beside does not count here.
mimetypes.knownfiles = []
d = tempfile.mkdtemp()
os.makedirs(d + "/sub/deep"); os.makedirs(d + "/empty"); os.makedirs(d + "/with index"); os.makedirs(d + "/htm")
def w(p, b=b"data"):
    with open(os.path.join(d, p), "wb") as f: f.write(b)
    os.utime(os.path.join(d, p), (1000000000, 1000000000))
for n in ["a.txt", "B.html", "c.JPG", "noext", "x.tar.gz", "x.bz2", "x.xz", "x.Z", "y.unknown", "sp ace.txt", "<lt>&.txt", "\u00fc.txt", ".hidden", "m.mjs", "w.webp", "v.webm", "p.py", "c.c", "t.tar", "q.wav", "r.avi", "s.doc", "u.rtf", "f.woff2", "o.bin", "sh.sh", "xh.xhtml", "ts.ts", "e.exe", "d.dll", "mj.mjpg", "h.h", "tx.TXT", "md.md", "csv.csv", "tsv.tsv", "svgz.svgz", "tgz.tgz", "jpg.jpeg", "ttf.ttf", "css.css", "wasm.wasm", "xml.xml", "pdf.pdf", "ico.ico", "mp4.mp4", "mp3.mp3", "ogg.ogg", "json.json", "webmanifest.webmanifest", "gif.gif", "png.png", "so.so", "o.o", "js.js", "html.gz", "bat.bat", "ps.ps", "avif.avif", "flac.flac", "m4a.m4a", "mov.mov", "mpeg.mpeg", "tif.tiff", "bmp.bmp", "eml.eml", "tex.tex", "zip.zip", "7z.7z", "jar.jar", "rar.rar", "n3.n3", "vcf.vcf", "yaml.yaml", "ini.ini", "pl.pl", "rs.rs", "docx.docx", "xls.xls", "ppt.ppt", "epub.epub", "odt.odt", "swf.swf"]:
    w(n)
w("sub/f.txt"); w("with index/index.html", b"<index>"); w("htm/index.htm", b"<htm>"); os.symlink("a.txt", d + "/link"); os.symlink("sub", d + "/slink")
def norm(b):
    t = b.decode("latin-1")
    t = re.sub(r"Date: [^\r]*", "Date: D", t)
    t = re.sub(r"Python/\S+", "Python/V", t)
    return t
def run(handler, requests, show=True):
    sys.stderr = log = io.StringIO()
    srv = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    th = threading.Thread(target=srv.serve_forever, args=(0.01,)); th.start()
    out = []
    for data in requests:
        with socket.create_connection(srv.server_address, timeout=5) as c:
            ans = b""
            try:
                c.sendall(data)
                while p := c.recv(65536): ans += p
            except OSError as e: ans += b" [%s]" % type(e).__name__.encode()
            out.append((data, norm(ans)))
    srv.shutdown(); th.join(); srv.server_close()
    sys.stderr = sys.__stderr__
    for dd, a in out:
        print("####", dd); print(a.replace("\r\n", "~\n"))
    t = re.sub(r"\[\d\d/\w+/\d{4} \d\d:\d\d:\d\d\]", "[DATE]", log.getvalue())
    t = re.sub(r"', \d+\)", "', PORT)", t)
    t = re.sub(r'  File "[^"]*(?:frozen|http/server|socketserver)[^\n]*\n(    [^\n]*\n)*', '', t)
    print(t)
H = partial(SimpleHTTPRequestHandler, directory=d)
def g(p, *h): return b"GET " + p + b" HTTP/1.0\r\n" + b"".join(x + b"\r\n" for x in h) + b"\r\n"
run(H, [g(b"/"), g(b"/a.txt"), g(b"/sub"), g(b"/sub?q=1#f"), g(b"/sub/"), g(b"/slink/"), g(b"/slink"), g(b"/empty/"), g(b"/with%20index/"), g(b"/htm/"), g(b"/nothing"), g(b"/a.txt/"), g(b"/../a.txt"), g(b"/%2e%2e/%2e%2e/etc/passwd"), g(b"/sub/../a.txt"), g(b"//a.txt"), g(b"/sub//f.txt"), g(b"/%C3%BC.txt"), g(b"/%FF"), g(b"/%00"), g(b"/a.txt?x"), g(b"/a.txt#x"), g(b"/a.txt%3Fx"), g(b"/sub/./f.txt"), g(b"/sub%2Ff.txt"), g(b"http://h/a.txt"), g(b"a.txt"), g(b"*"), 
 g(b"/a.txt", b"If-Modified-Since: Sun, 09 Sep 2001 01:46:40 GMT"), g(b"/a.txt", b"If-Modified-Since: Sun, 09 Sep 2001 01:46:39 GMT"), g(b"/a.txt", b"If-Modified-Since: garbage"), g(b"/a.txt", b"If-Modified-Since: Sun, 09 Sep 2001 01:46:40 GMT", b"If-None-Match: x"), g(b"/a.txt", b"If-Modified-Since: Sun, 09 Sep 2001 01:46:41 -0000"), g(b"/a.txt", b"If-Modified-Since: Sun, 09 Sep 2001 03:46:41 +0200"),
 g(b"/a.txt", b"If-Modified-Since: Sunday, 09-Sep-01 01:46:40 GMT"),
 b"HEAD /a.txt HTTP/1.0\r\n\r\n", b"HEAD / HTTP/1.0\r\n\r\n", b"HEAD /sub HTTP/1.0\r\n\r\n", b"HEAD /nope HTTP/1.0\r\n\r\n", b"POST / HTTP/1.0\r\n\r\n", g(b"/link"), g(b"/sub/deep"), g(b"/sub/deep/"), g(b"/."), g(b"/sub/.."), g(b"/sub/."), g(b"/?x"), g(b"/%3Cb%3E/"), g(b"/sub/\xc3\xbc")])
class T(SimpleHTTPRequestHandler):
    def __init__(self): pass
t = T(); 
for n in sorted(os.listdir(d)): print(n, t.guess_type("/x/" + n))
for n in ["/a.b/c", "x.GZ", "x.tar.GZ", "A.TAR.BZ2", ".bashrc", "x.", "", "a?b.txt", "http://a/b.html"]: print(n, t.guess_type(n))
print(SimpleHTTPRequestHandler.extensions_map)
print(SimpleHTTPRequestHandler.index_pages)
t.directory = "/base"
for p in ["/", "", "/a", "/a/", "a", "/a/../b", "/../../b", "/a?b", "/a#b", "/%41", "/a%2fb", "/a/./b", "/.", "/..", "//x", "/a//b", "/%ff", "/a/ ", "/ü", "/C:/x"]:
    print(repr(p), ascii(t.translate_path(p)))
b = BaseHTTPRequestHandler
class T2(b):
    def __init__(self): pass
t = T2(); t.client_address = ("1.2.3.4", 5); t.requestline = "GET / HTTP/1.1"
print(t.date_time_string(0), t.date_time_string(1e9), t.version_string().replace(sys.version.split()[0], "V"), t.address_string(), b.sys_version == "Python/" + sys.version.split()[0])
sys.stderr = io.StringIO()
t.log_request(200); t.log_request(404, 12); t.log_request(); t.log_error("x %s %d", "y", 5); t.log_message("plain"); t.log_message("ctl \x00\x1b\x7f\x85\xa0 \\ \u20ac %s", "\n")
from http import HTTPStatus
t.log_request(HTTPStatus.OK, "-")
print(re.sub(r"\[\d\d/\w+/\d{4} \d\d:\d\d:\d\d\]", "[DATE]", sys.stderr.getvalue())); sys.stderr = sys.__stderr__
try: t.log_message("%d", "x")
except Exception as e: print(type(e), e)
print(b.responses[404], b.responses[HTTPStatus.OK], len(b.responses), b.weekdayname, b.monthname, b.error_content_type)
print(http.server.DEFAULT_ERROR_MESSAGE)
print(HTTPServer.allow_reuse_address, ThreadingHTTPServer.daemon_threads, HTTPServer.request_queue_size, getattr(HTTPServer, "allow_reuse_port", None))
s = HTTPServer(("127.0.0.1", 0), b); print(s.server_port == s.server_address[1]); s.server_close()
shutil.rmtree(d)
