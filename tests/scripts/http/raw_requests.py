# What a server says to requests that are no HTTP, or not quite.
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def log_message(self, format, *args):
        pass

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.path.encode() + b" " + self.request_version.encode())


server = HTTPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()
for data in [b"GET /a HTTP/1.0\r\n\r\n", b"GET /old\r\n", b"nonsense\r\n\r\n", b"\x00\xff\xfe\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
             b"GET / HTTP/x\r\n\r\n", b"GET / a b c\r\n\r\n", b"FOO / HTTP/1.1\r\n\r\n", b"GET /h HTTP/1.1\r\nX:" + b"y" * 70000 + b"\r\n\r\n",
             b"GET /" + b"x" * 70000 + b" HTTP/1.1\r\n\r\n", b"GET //two//slashes HTTP/1.0\r\n\r\n", b"\r\n", b"",
             b"GET /m HTTP/1.1\r\n" + b"A: b\r\n" * 150 + b"\r\n", b"POST /\r\n\r\n"]:
    with socket.create_connection(server.server_address, timeout=10) as client:
        try:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := client.recv(10000):
                answer += piece
        except OSError:
            # The server may answer and close before it has read everything.
            pass
        print(data[:20], answer.split(b"\r\n")[0], answer[-12:] if b"200" in answer[:20] else "")
server.shutdown()
thread.join()
server.server_close()
