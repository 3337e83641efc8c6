# A signal's handler runs while the main thread waits: what it raises comes out of the wait, and when it returns the
# wait goes on with the time that is left (PEP 475). Calls on files, sockets and children.
import http.client
import os
import select
import selectors
import signal
import socket
import socketserver
import subprocess
import threading
import urllib.request


class Stop(Exception):
    pass


rows = []


def row(f):
    rows.append(f)
    return f


# Each row sets something up, yields a call that waits and what makes it go on, and cleans up.


@row
def os_read():
    r, w = os.pipe()
    yield (lambda: os.read(r, 10), lambda: os.write(w, b"x"))
    os.close(r)
    os.close(w)


@row
def os_write():
    r, w = os.pipe()
    data = b"x" * (1 << 20)
    yield (lambda: os.write(w, data) > 0, None)
    os.close(w)
    os.close(r)


@row
def file_read():
    r, w = os.pipe(); f = open(r, "rb")
    yield (lambda: f.read(1), lambda: os.write(w, b"x"))
    os.close(w)
    f.close()


@row
def file_read_all():
    r, w = os.pipe(); f = open(r, "rb"); closed = []
    def rel():
        if not closed: closed.append(1); os.write(w, b"xy"); os.close(w)
    yield (f.read, rel)
    rel()
    f.close()


@row
def file_raw_read():
    r, w = os.pipe(); f = open(r, "rb", buffering=0)
    yield (lambda: f.read(5), lambda: os.write(w, b"x"))
    os.close(w)
    f.close()


@row
def file_readinto():
    r, w = os.pipe(); f = open(r, "rb", buffering=0)
    yield (lambda: f.readinto(bytearray(5)), lambda: os.write(w, b"x"))
    os.close(w)
    f.close()


@row
def file_readline():
    r, w = os.pipe(); f = open(r, "rb")
    yield (f.readline, lambda: os.write(w, b"x\n"))
    os.close(w)
    f.close()


@row
def text_readline():
    r, w = os.pipe()
    f = open(r)
    yield (f.readline, lambda: os.write(w, b"x\n"))
    os.close(w)
    f.close()


@row
def text_read():
    r, w = os.pipe()
    f = open(r)
    closed = []
    def rel():
        if not closed: closed.append(1); os.write(w, b"xy"); os.close(w)
    yield (f.read, rel)
    rel()
    f.close()


@row
def text_iterate():
    r, w = os.pipe()
    f = open(r)
    yield (lambda: next(f), lambda: os.write(w, b"x\n"))
    os.close(w)
    f.close()


@row
def file_write():
    r, w = os.pipe(); f = open(w, "wb", buffering=0)
    data = b"x" * (1 << 20)
    yield (lambda: f.write(data) > 0, None)
    f.close()
    os.close(r)


@row
def buffered_write():
    r, w = os.pipe(); f = open(w, "wb")
    data = b"x" * (100000)
    def drain():
        def g():
            # Until the end of the file, or the second of these threads would read on and on.
            while os.read(r, 65536): pass
        threading.Thread(target=g, daemon=True).start()
    yield (lambda: (f.write(data), f.flush()), drain)
    drain()
    try: f.close()
    except Stop: pass
# select family
def sel_rows():
    def mk(name, f, timeout):
        def g():
            r, w = os.pipe()
            yield (lambda: f(r, timeout), lambda: os.write(w, b"x"))
            os.close(r)
            os.close(w)
        g.__name__ = name
        return g
    def mk_out(name, f, timeout):
        def g():
            r, w = os.pipe()
            yield (lambda: f(r, timeout), None)
            os.close(r)
            os.close(w)
        g.__name__ = name
        return g
    def s(r, t): return len(select.select([r], [], [], t)[0])
    def p(r, t):
        x = select.poll()
        x.register(r, select.POLLIN)
        return len(x.poll(None if t is None else t * 1000))
    def e(r, t):
        with select.epoll() as x:
            x.register(r, select.EPOLLIN)
            return len(x.poll(t))
    def d(r, t):
        with selectors.DefaultSelector() as x:
            x.register(r, selectors.EVENT_READ)
            return len(x.select(t))
    def ps(r, t):
        with selectors.PollSelector() as x:
            x.register(r, selectors.EVENT_READ)
            return len(x.select(t))
    def ss(r, t):
        with selectors.SelectSelector() as x:
            x.register(r, selectors.EVENT_READ)
            return len(x.select(t))
    for n, f in [("select", s), ("poll", p), ("epoll", e), ("selector", d), ("pollselector", ps), ("selectselector", ss)]:
        rows.append(mk(n, f, None)); rows.append(mk(n + "_timeout", f, 60)); rows.append(mk_out(n + "_runs_out", f, 0.05))
sel_rows()
# sockets


@row
def accept():
    s = socket.create_server(("127.0.0.1", 0)); cs = []
    yield (lambda: s.accept()[0].close(), lambda: cs.append(socket.create_connection(s.getsockname())))
    for c in cs: c.close()
    s.close()


@row
def accept_timeout():
    s = socket.create_server(("127.0.0.1", 0)); cs = []; s.settimeout(60)
    yield (lambda: s.accept()[0].close(), lambda: cs.append(socket.create_connection(s.getsockname())))
    for c in cs: c.close()
    s.close()


@row
def accept_runs_out():
    s = socket.create_server(("127.0.0.1", 0)); s.settimeout(0.05)
    yield (lambda: s.accept(), None)
    s.close()
def sock_row(name, wait, rel, timeout=None, dgram=False):
    def g():
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM if dgram else socket.SOCK_STREAM)
        a.settimeout(timeout)
        yield (lambda: wait(a), rel and (lambda: rel(b)))
        a.close()
        b.close()
    g.__name__ = name
    rows.append(g)
for suffix, t in [("", None), ("_timeout", 60)]:
    sock_row("recv" + suffix, lambda a: a.recv(5), lambda b: b.send(b"x"), t)
    sock_row("recv_into" + suffix, lambda a: a.recv_into(bytearray(5)), lambda b: b.send(b"x"), t)
    sock_row("recvfrom" + suffix, lambda a: a.recvfrom(5)[0], lambda b: b.send(b"x"), t, True)
    sock_row("recvfrom_into" + suffix, lambda a: a.recvfrom_into(bytearray(5))[0], lambda b: b.send(b"x"), t, True)
    sock_row("recvmsg" + suffix, lambda a: a.recvmsg(5)[0], lambda b: b.send(b"x"), t)
    if not t:
        sock_row("send", lambda a: (a.send(b"x" * (1 << 22)) > 0), None)
    sock_row("sendall" + suffix, lambda a: (a.sendall(b"x" * (1 << 21))), lambda b: threading.Thread(target=drain_all, args=(b, 1 << 21), daemon=True).start(), t)
    if not t:
        sock_row("sendmsg", lambda a: (a.sendmsg([b"x" * (1 << 22)]) > 0), None)
sock_row("recv_runs_out", lambda a: a.recv(5), None, 0.05)
sock_row("send_runs_out", lambda a: a.sendall(b"x" * (1 << 22)), None, 0.05)
sock_row("makefile_readline", lambda a: a.makefile("r").readline(), lambda b: b.send(b"x\n"))
sock_row("makefile_read", lambda a: a.makefile("rb").read(2), lambda b: b.send(b"xy"))
def drain_all(b, n):
    try:
        while n > 0:
            d = b.recv(65536)
            if not d: break
            n -= len(d)
    except OSError: pass
# children


@row
def wait():
    p = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    yield (p.wait, p.stdin.close)
    p.stdin.close()
    p.wait()


@row
def wait_timeout():
    p = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    yield (lambda: p.wait(60), p.stdin.close)
    p.stdin.close()
    p.wait()


@row
def wait_runs_out():
    p = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    yield (lambda: p.wait(0.05), None)
    p.stdin.close()
    p.wait()


@row
def communicate():
    r, w = os.pipe()
    p = subprocess.Popen(["cat"], stdin=r, stdout=subprocess.PIPE); os.close(r); done = []
    def rel():
        if not done: done.append(1); os.close(w)
    yield (p.communicate, rel)
    rel()
    p.stdout.close()
    p.wait()


@row
def communicate_timeout():
    r, w = os.pipe()
    p = subprocess.Popen(["cat"], stdin=r, stdout=subprocess.PIPE, stderr=subprocess.PIPE); os.close(r); done = []
    def rel():
        if not done: done.append(1); os.write(w, b"hi"); os.close(w)
    yield (lambda: p.communicate(timeout=60), rel)
    rel()
    p.stdout.close()
    p.stderr.close()
    p.wait()


@row
def run():
    r, w = os.pipe()
    done = []
    def rel():
        if not done: done.append(1); os.write(w, b"hi"); os.close(w)
    yield (lambda: subprocess.run(["cat"], stdin=r, stdout=subprocess.PIPE).stdout, rel)
    rel()
    os.close(r)


@row
def stdout_read():
    r, w = os.pipe()
    p = subprocess.Popen(["cat"], stdin=r, stdout=subprocess.PIPE); os.close(r); done = []
    def rel():
        if not done: done.append(1); os.write(w, b"hi"); os.close(w)
    yield (p.stdout.read, rel)
    rel()
    p.stdout.close()
    p.wait()
# http


@row
def http_response():
    s = socket.create_server(("127.0.0.1", 0)); cs = []
    def answer():
        c, _ = s.accept(); cs.append(c); c.recv(10000); c.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
    def go():
        c = http.client.HTTPConnection(*s.getsockname())
        try:
            c.request("GET", "/"); return c.getresponse().read()
        finally: c.close()
    yield (go, lambda: threading.Thread(target=answer, daemon=True).start())
    for c in cs: c.close()
    s.close()


@row
def urlopen():
    s = socket.create_server(("127.0.0.1", 0)); cs = []
    def answer():
        c, _ = s.accept(); cs.append(c); c.recv(10000); c.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
    def go():
        with urllib.request.urlopen("http://127.0.0.1:%d/" % s.getsockname()[1]) as r:
            return r.read()
    yield (go, lambda: threading.Thread(target=answer, daemon=True).start())
    for c in cs: c.close()
    s.close()


@row
def urlopen_timeout():
    s = socket.create_server(("127.0.0.1", 0)); cs = []
    def answer():
        c, _ = s.accept(); cs.append(c); c.recv(10000); c.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
    def go():
        with urllib.request.urlopen("http://127.0.0.1:%d/" % s.getsockname()[1], timeout=60) as r:
            return r.read()
    yield (go, lambda: threading.Thread(target=answer, daemon=True).start())
    for c in cs: c.close()
    s.close()


@row
def serve_forever():
    s = socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler)
    yield (s.serve_forever, lambda: threading.Thread(target=s.shutdown).start())
    s.server_close()


@row
def handle_request():
    s = socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler)
    yield (s.handle_request, lambda: socket.create_connection(s.server_address).close())
    s.server_close()
# signals


@row
def pause():
    yield (signal.pause, lambda: None)


def attempt(make, raises):
    steps = make()
    wait, release = next(steps)
    times = 0

    def handler(number, frame):
        nonlocal times
        times += 1
        # What is raised in a finalizer is lost, so it comes again.
        if raises and times % 50 == 1:
            raise Stop
        if times == 3 and release:
            release()

    signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
        result = repr(wait())
    except Stop:
        result = "raised"
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    for _ in steps:
        pass
    return result


# Where the library does much before it waits, an exception may come out of the middle of that.
LONG = ("runs_out", "executor_map", "executor_with", "makefile_readline", "makefile_read", "run", "http_response",
        "urlopen", "urlopen_timeout", "serve_forever", "handle_request")
for make in rows:
    name = make.__name__
    print(name, "" if name.endswith(LONG) else attempt(make, True), "" if name == "sleep" else attempt(make, False))
