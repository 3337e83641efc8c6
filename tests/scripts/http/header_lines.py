# What may stand in a header, a method, a URL and a host: a line may end in a value only where the next one goes on with
# it, and nothing may begin a request of its own.
import http.client


class Sink:
    def __init__(self):
        self.sent = b""

    def sendall(self, data):
        self.sent += data

    def close(self):
        pass


def attempt(what, act):
    try:
        print(repr(what), act())
    except Exception as failure:
        print(repr(what), type(failure).__name__, failure)


def header(name, *values):
    connection = http.client.HTTPConnection("h")
    connection.sock = sink = Sink()
    connection.putrequest("GET", "/", skip_host=True, skip_accept_encoding=True)
    connection.putheader(name, *values)
    connection.endheaders()
    return sink.sent


def first_line(method, url):
    connection = http.client.HTTPConnection("h")
    connection.putrequest(method, url)
    return connection._buffer[0]


ENDS = ["\r", "\n", " ", "\t", "b"]
allowed = []
for a in ENDS:
    for b in ENDS:
        for c in ENDS:
            for d in ENDS:
                value = "a" + a + b + c + d
                try:
                    header("X", value)
                    allowed.append(value)
                except ValueError as failure:
                    assert str(failure) == f"Invalid header value {value.encode()!r}", failure
print(len(allowed))
print(allowed)
for value in ("a\n\n \tGET /evil HTTP/1.1", "a\r\n\r\n \tGET /evil HTTP/1.1", "a\r\r \tb", "a\r\n b\r\n\tc", "a\n\r\n \t",
              "a\r", "a\n", "a\r\n", "\r\n b", "", b"a\r\n\tb", b"a\nb", bytearray(b"a\r\n b"), bytearray(b"a\r\nb"), 7, "\u20ac"):
    attempt(value, lambda: header("X", value))
attempt("two", lambda: header("X", "a", "b\r\n c"))
attempt("two", lambda: header("X", "a\n", " b"))
for name in ("X", "", " X", "\tX", "\x0bX", "\x0cX", "X Y", "X:", ":X", "X\r", "X\nY", "X\r\n Y", b"X", b"X\n", "X\x00", "é"):
    attempt(name, lambda: header(name, "v"))
for method in ("GET", "G T", "GET / HTTP/1.1\r\nX", "GET\n", "\tGET", "GET\x7f", "G\x00", "é"):
    attempt(method, lambda: first_line(method, "/"))
for url in ("/a", "/a b", "/a\r\nX: y", "/\n", "/\x7f", "/\x00", "/\t", "/é", "", "http://h:1/x"):
    attempt(url, lambda: first_line("GET", url))
for host in ("h", "h\r\nX: y", "h h", "h\x00", "h\x7f", "[::1]", "[::1 ]", "h:80\n", "h:", "h:x", "h:1:2"):
    attempt(host, lambda: (http.client.HTTPConnection(host).host, http.client.HTTPConnection(host).port))
