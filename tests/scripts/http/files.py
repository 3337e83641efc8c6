# SimpleHTTPRequestHandler serves a folder, and nothing outside of it.
import functools
import os
import threading
import urllib.error
import urllib.request
from http.server import HTTPServer, SimpleHTTPRequestHandler

folder = f"/tmp/gilvm-files-{os.getpid()}"
os.makedirs(folder + "/sub")
for name, text in (("/a.txt", "text"), ("/sub/index.html", "<p>index"), ("/b & c.json", "{}"), ("/x.bin", "\0")):
    with open(folder + name, "w") as file:
        file.write(text)


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


server = HTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()
base = "http://%s:%d" % server.server_address
for path in ("/a.txt", "/sub", "/sub/", "/b%20%26%20c.json", "/x.bin", "/", "/missing", "/../../etc/passwd", "/a.txt/",
             "/%2e%2e/%2e%2e/etc/passwd", "/a.txt?query#fragment"):
    try:
        with urllib.request.urlopen(base + path) as response:
            print(path, response.status, response.headers["Content-type"], response.headers["Content-Length"], response.url[len(base):])
            print(response.read().decode())
    except urllib.error.HTTPError as error:
        print(path, error)
server.shutdown()
thread.join()
server.server_close()
for name in ("/a.txt", "/sub/index.html", "/b & c.json", "/x.bin"):
    os.remove(folder + name)
os.rmdir(folder + "/sub")
os.rmdir(folder)
