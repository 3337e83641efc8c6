# Servers that end too early or lie about lengths: what http.client, urllib and socket say of it.
import http.client
import socket
import threading
import urllib.error
import urllib.request

HEAD = b"HTTP/1.1 200 OK\r\n"


def serve(answer):
    """A server for one request; returns its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def run():
        connection, _ = listener.accept()
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(65536)
        connection.sendall(answer)
        connection.shutdown(socket.SHUT_WR)
        try:
            while connection.recv(65536):
                pass
        except OSError:
            pass
        connection.close()
        listener.close()

    threading.Thread(target=run).start()
    return port


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


def get(answer):
    connection = http.client.HTTPConnection("127.0.0.1", serve(answer), timeout=10)
    connection.request("GET", "/")
    try:
        return connection.getresponse().read()
    except http.client.IncompleteRead as failure:
        return failure, failure.partial, failure.expected
    finally:
        connection.close()


def load(answer):
    with urllib.request.urlopen(f"http://127.0.0.1:{serve(answer)}/", timeout=10) as response:
        return response.read()


chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
for answer in (HEAD + b"Content-Length: 10\r\n\r\nabc", chunked + b"3\r\nabc\r\n10\r\ncut", chunked + b"zz\r\nabc\r\n0\r\n\r\n",
               chunked + b"3\r\nabc\r\n", b"", b"HTTP/1.1 abc\r\n\r\n"):
    told("client", lambda: get(answer))
    told("urllib", lambda: load(answer))

try:
    socket.getaddrinfo("127.0.0.1", "nosuchservice")
except socket.gaierror as error:
    print(error.errno, error.strerror, error)
