# Servers with threads: which they wait for, errors, datagrams, timeouts, and the files of a handler.
import io
import os
import re
import socket
import socketserver
import sys
import threading

class E(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            if line == b"fail\n": raise ValueError("x")
            self.wfile.write(line)
class Slow(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.entered.set()
        self.server.go.wait()
        self.server.log.append("done")
def serve(s):
    t = threading.Thread(target=s.serve_forever, args=(0.01,)); t.start(); return t
for daemon in (False, True):
    for block in (True, False):
        class S(socketserver.ThreadingTCPServer):
            daemon_threads = daemon
            block_on_close = block
        s = S(("127.0.0.1", 0), Slow)
        s.entered, s.go, s.log = threading.Event(), threading.Event(), []
        print(daemon, block, type(s._threads).__name__)
        t = serve(s)
        c = socket.create_connection(s.server_address)
        s.entered.wait()
        th = [x for x in threading.enumerate() if "process_request" in x.name]
        print([(re.sub(r"\d+", "N", x.name), x.daemon) for x in th])
        s.shutdown(); t.join()
        print(type(s._threads).__name__, len(s._threads) if isinstance(s._threads, list) else None)
        if block and not daemon:
            s.go.set()
            s.server_close()
            print(s.log)
        else:
            s.server_close()
            print(s.log); s.go.set(); th[0].join(); print(s.log)
        print(type(s._threads).__name__)
        c.close()
# handler error in thread
class F(socketserver.BaseRequestHandler):
    def handle(self):
        print(len(1))
s = socketserver.ThreadingTCPServer(("127.0.0.1", 0), F)
t = serve(s)
buf = sys.stderr = io.StringIO()
c = socket.create_connection(s.server_address); print(c.recv(10)); c.close()
s.shutdown(); s.server_close(); t.join()
sys.stderr = sys.__stderr__
x = re.sub(r"', \d+\)", "', PORT)", buf.getvalue())
x = re.sub(r'  File "[^"]*socketserver[^\n]*\n(    [^\n]*\n)*', "", x)
x = re.sub(r'File ".*/', 'File "', x)
print(x)
# unix
p = "/tmp/gilvm-threads-%d" % os.getpid()
s = socketserver.ThreadingUnixStreamServer(p, E); t = serve(s)
c = socket.socket(socket.AF_UNIX); c.connect(p); c.sendall(b"hi\n"); print(c.recv(10)); c.close()
s.shutdown(); s.server_close(); t.join(); 
try: socketserver.UnixStreamServer(p, E)
except OSError as e: print(e)
os.unlink(p)
class D(socketserver.DatagramRequestHandler):
    def handle(self):
        print(repr(self.client_address)[:4], self.packet, self.socket is self.server.socket)
        self.wfile.write(self.rfile.read().upper())
        self.wfile.write(b"!")
s = socketserver.UnixDatagramServer(p, D); t = serve(s)
c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); c.bind(p + "c"); c.sendto(b"data", p); print(c.recv(100)); c.close()
s.shutdown(); t.join(); s.server_close(); os.unlink(p); os.unlink(p + "c")
for kind in socketserver.UDPServer, socketserver.ThreadingUDPServer:
    s = kind(("127.0.0.1", 0), D); t = serve(s)
    c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); c.sendto(b"data", s.server_address); print(c.recv(100)); c.close()
    s.shutdown(); t.join(); s.server_close()
    print(s.max_packet_size, s.allow_reuse_address, s.socket_type)
# timeouts in StreamRequestHandler
class T(socketserver.StreamRequestHandler):
    timeout = 0.05
    disable_nagle_algorithm = True
    wbufsize = -1
    def handle(self):
        print(self.connection.gettimeout(), self.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        try: self.rfile.readline()
        except Exception as e: print(type(e), e)
        self.wfile.write(b"x")
s = socketserver.TCPServer(("127.0.0.1", 0), T)
c = socket.create_connection(s.server_address); s.handle_request(); print(c.recv(10)); c.close(); 
class W(socketserver.StreamRequestHandler):
    def handle(self):
        w = self.wfile
        print(w.writable(), w.readable(), w.seekable(), w.closed, w.fileno() == self.connection.fileno(), w.isatty())
        print(w.write(bytearray(b"ab")), w.write(bytes(b"cd")), w.writelines([b"1", b"2"]), w.flush())
        for bad in ("text", 5, None):
            try: w.write(bad)
            except Exception as e: print(type(e), e)
        try: print("hello", file=w)
        except Exception as e: print(type(e), e)
        try: w.read()
        except Exception as e: print(type(e), e)
        with w: pass
        try: w.write(b"late")
        except Exception as e: print(type(e), e)
        print(w.closed)
        try: w.flush()
        except Exception as e: print(type(e), e)
s.RequestHandlerClass = W
c = socket.create_connection(s.server_address); s.handle_request(); print(c.recv(100)); c.close(); 
s.timeout = 0.01
s.handle_timeout = lambda: print("timeout")
s.handle_request()
s.socket.settimeout(0.02); s.timeout = None; s.handle_request(); s.timeout = 5; s.handle_request()
s.timeout = 0; s.handle_request()
s.server_close()
try:
  class P(socketserver.TCPServer):
    allow_reuse_port = True
  a = P(("127.0.0.1", 0), T); b = P(a.server_address, T); print("both"); a.server_close(); b.server_close()
except Exception as e: print(e)
class V6(socketserver.TCPServer):
    address_family = socket.AF_INET6
try:
    with V6(("::1", 0), T) as s: print(s.server_address[0], len(s.server_address))
except OSError as e: print(e)
