"""HTTP/1.1, the client's side: connections, requests, answers."""

import socket
from http import HTTPStatus
from urllib.parse import urlsplit

__all__ = ["HTTPResponse", "HTTPConnection", "HTTPException", "NotConnected", "UnknownProtocol",
           "UnknownTransferEncoding", "UnimplementedFileMode", "IncompleteRead", "InvalidURL", "ImproperConnectionState",
           "CannotSendRequest", "CannotSendHeader", "ResponseNotReady", "BadStatusLine", "LineTooLong",
           "RemoteDisconnected", "error", "responses"]

HTTP_PORT = 80
HTTPS_PORT = 443

_LINE_BYTES_MAX = 65536
_HEADERS_MAX = 100

responses = {int(status): status.phrase for status in HTTPStatus}


class HTTPException(Exception):
    """What is wrong with a conversation."""


class NotConnected(HTTPException):
    pass


class InvalidURL(HTTPException):
    pass


class UnknownProtocol(HTTPException):
    def __init__(self, version):
        self.args = (version,)
        self.version = version


class UnknownTransferEncoding(HTTPException):
    pass


class UnimplementedFileMode(HTTPException):
    pass


class IncompleteRead(HTTPException):
    """An answer ended before its announced length."""

    def __init__(self, partial, expected=None):
        self.args = (partial,)
        self.partial = partial
        self.expected = expected

    def __repr__(self):
        more = f", {self.expected} more expected" if self.expected is not None else ""
        return f"{self.__class__.__name__}({len(self.partial)} bytes read{more})"

    __str__ = __repr__


class ImproperConnectionState(HTTPException):
    pass


class CannotSendRequest(ImproperConnectionState):
    pass


class CannotSendHeader(ImproperConnectionState):
    pass


class ResponseNotReady(ImproperConnectionState):
    pass


class BadStatusLine(HTTPException):
    def __init__(self, line):
        if not line:
            line = repr(line)
        self.args = (line,)
        self.line = line


class LineTooLong(HTTPException):
    def __init__(self, line_type):
        HTTPException.__init__(self, f"got more than {_LINE_BYTES_MAX} bytes when reading {line_type}")


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    def __init__(self, *args):
        BadStatusLine.__init__(self, "")
        ConnectionResetError.__init__(self, *args)


error = HTTPException


class HTTPMessage:
    """Headers: names and values in their order; names are compared without case."""

    def __init__(self, headers=()):
        self._headers = list(headers)

    def __len__(self):
        return len(self._headers)

    def __contains__(self, name):
        name = name.lower()
        return any(known.lower() == name for known, _ in self._headers)

    def __iter__(self):
        return iter(self.keys())

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, value):
        self._headers.append((name, value))

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [pair for pair in self._headers if pair[0].lower() != name]

    def get(self, name, failobj=None):
        name = name.lower()
        for known, value in self._headers:
            if known.lower() == name:
                return value
        return failobj

    def get_all(self, name, failobj=None):
        name = name.lower()
        return [value for known, value in self._headers if known.lower() == name] or failobj

    def keys(self):
        return [name for name, _ in self._headers]

    def values(self):
        return [value for _, value in self._headers]

    def items(self):
        return list(self._headers)

    def add_header(self, name, value, **params):
        parts = [value] if value is not None else []
        for key, param in params.items():
            key = key.replace("_", "-")
            parts.append(key if param is None else f'{key}="{param}"')
        self._headers.append((name, "; ".join(parts)))

    def replace_header(self, name, value):
        for at, (known, _) in enumerate(self._headers):
            if known.lower() == name.lower():
                self._headers[at] = (known, value)
                return
        raise KeyError(name)

    def get_content_type(self):
        value = (self.get("content-type") or "").split(";")[0].strip().lower()
        return value if value.count("/") == 1 else "text/plain"

    def get_content_maintype(self):
        return self.get_content_type().split("/")[0]

    def get_content_subtype(self):
        return self.get_content_type().split("/")[1]

    def get_param(self, param, failobj=None, header="content-type", unquote=True):
        value = self.get(header)
        if value is None:
            return failobj
        for part in value.split(";")[1:]:
            name, _, content = part.strip().partition("=")
            if name.strip().lower() == param.lower():
                content = content.strip()
                if unquote and len(content) > 1 and content[0] == content[-1] == '"':
                    content = content[1:-1]
                return content
        return failobj

    def get_content_charset(self, failobj=None):
        charset = self.get_param("charset")
        return failobj if charset is None else charset.lower()

    def as_string(self):
        return "".join(f"{name}: {value}\n" for name, value in self._headers) + "\n"

    __str__ = as_string


def _read_headers(fp):
    lines = []
    while True:
        line = fp.readline(_LINE_BYTES_MAX + 1)
        if len(line) > _LINE_BYTES_MAX:
            raise LineTooLong("header line")
        if line in (b"\r\n", b"\n", b""):
            return lines
        lines.append(line)
        if len(lines) > _HEADERS_MAX:
            raise HTTPException(f"got more than {_HEADERS_MAX} headers")


def parse_headers(fp, _class=HTTPMessage):
    """Read headers up to the empty line."""
    headers = []
    for line in _read_headers(fp):
        text = line.decode("iso-8859-1").rstrip("\r\n")
        if text[:1] in " \t" and headers:
            name, value = headers[-1]
            headers[-1] = name, f"{value}\r\n{text}"
            continue
        name, colon, value = text.partition(":")
        if not colon or not name or name != name.strip():
            # What is no header ends them.
            break
        headers.append((name, value.strip(" \t")))
    return _class(headers)


class HTTPResponse:
    """An answer: status, headers, and a body to be read."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        self.fp = sock.makefile("rb")
        self.debuglevel = debuglevel
        self._method = method
        self.headers = self.msg = None
        self.version = self.status = self.reason = "UNKNOWN"
        self.chunked = False
        self.chunk_left = None
        self.length = None
        self.will_close = True
        self._closed = False

    def _read_status(self):
        line = str(self.fp.readline(_LINE_BYTES_MAX + 1), "iso-8859-1")
        if len(line) > _LINE_BYTES_MAX:
            raise LineTooLong("status line")
        if not line:
            raise RemoteDisconnected("Remote end closed connection without response")
        version, _, rest = line.strip().partition(" ")
        status, _, reason = rest.strip().partition(" ")
        if not version.startswith("HTTP/"):
            self._close_conn()
            raise BadStatusLine(line)
        try:
            code = int(status)
        except ValueError:
            raise BadStatusLine(line) from None
        if not 100 <= code <= 999:
            raise BadStatusLine(line)
        return version, code, reason.strip()

    def begin(self):
        """Read status and headers."""
        if self.headers is not None:
            return
        while True:
            version, status, reason = self._read_status()
            if status != HTTPStatus.CONTINUE:
                break
            _read_headers(self.fp)
        self.code = self.status = status
        self.reason = reason
        if version in ("HTTP/1.0", "HTTP/0.9"):
            self.version = 10
        elif version.startswith("HTTP/1."):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        encoding = self.headers.get("transfer-encoding")
        self.chunked = bool(encoding and encoding.lower() == "chunked")
        self.will_close = self._wants_close()
        length = self.headers.get("content-length")
        self.length = None
        if length is not None and not self.chunked:
            try:
                self.length = int(length)
            except ValueError:
                pass
            if self.length is not None and self.length < 0:
                self.length = None
        if status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED) or 100 <= status < 200 or self._method == "HEAD":
            self.length = 0
        if not self.will_close and not self.chunked and self.length is None:
            self.will_close = True

    def _wants_close(self):
        connection = (self.headers.get("connection") or "").lower()
        if self.version == 11:
            return "close" in connection
        if self.headers.get("keep-alive") or "keep-alive" in connection:
            return False
        return "keep-alive" not in (self.headers.get("proxy-connection") or "").lower()

    def _close_conn(self):
        fp, self.fp = self.fp, None
        if fp is not None:
            fp.close()

    def close(self):
        """Give the connection back."""
        self._closed = True
        if self.fp is not None:
            self._close_conn()

    @property
    def closed(self):
        return self._closed

    def isclosed(self):
        """Whether the whole body was read."""
        return self.fp is None

    def flush(self):
        pass

    def readable(self):
        return True

    def writable(self):
        return False

    def seekable(self):
        return False

    def fileno(self):
        return self.fp.fileno()

    def __enter__(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")
        return self

    def __exit__(self, *args):
        self.close()

    def read(self, amt=None):
        """Read that many bytes of the body, or all of it."""
        if self.fp is None:
            return b""
        if self._method == "HEAD":
            self._close_conn()
            return b""
        if amt is not None and amt < 0:
            amt = None
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None:
            if self.length is not None and amt > self.length:
                amt = self.length
            data = self.fp.read(amt)
            if not data and amt:
                self._close_conn()
            elif self.length is not None:
                self.length -= len(data)
                if not self.length:
                    self._close_conn()
            return data
        if self.length is None:
            data = self.fp.read()
        else:
            data = self.fp.read(self.length)
            if len(data) < self.length:
                missing = self.length - len(data)
                self._close_conn()
                raise IncompleteRead(data, missing)
            self.length = 0
        self._close_conn()
        return data

    def _next_chunk(self):
        """How much is left of the chunk at hand, or of the next; None behind the last."""
        if self.chunk_left:
            return self.chunk_left
        if self.chunk_left is not None:
            self.fp.read(2)
        line = self.fp.readline(_LINE_BYTES_MAX + 1)
        if len(line) > _LINE_BYTES_MAX:
            raise LineTooLong("chunk size")
        try:
            self.chunk_left = int(line.split(b";")[0].strip(), 16)
            if self.chunk_left < 0:
                raise ValueError
        except ValueError:
            self._close_conn()
            raise IncompleteRead(b"") from None
        if self.chunk_left == 0:
            _read_headers(self.fp)
            self._close_conn()
            return None
        return self.chunk_left

    def _read_chunked(self, amt):
        pieces = []
        try:
            while (amt is None or amt > 0) and (left := self._next_chunk()) is not None:
                wanted = left if amt is None else min(left, amt)
                data = self.fp.read(wanted)
                if len(data) < wanted:
                    raise IncompleteRead(data, wanted - len(data))
                pieces.append(data)
                self.chunk_left = left - wanted
                if amt is not None:
                    amt -= wanted
        except IncompleteRead as failure:
            raise IncompleteRead(b"".join(pieces)) from failure
        return b"".join(pieces)

    def read1(self, n=-1):
        """Read what is there, at most n bytes."""
        if self.fp is None or self._method == "HEAD":
            return b""
        if self.chunked:
            left = self._next_chunk()
            if left is None:
                return b""
            data = self.fp.read1(left if n < 0 else min(n, left))
            if not data:
                raise IncompleteRead(b"")
            self.chunk_left = left - len(data)
            return data
        if self.length is not None and (n < 0 or n > self.length):
            n = self.length
        data = self.fp.read1(n)
        if not data and n:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(data)
            if not self.length:
                self._close_conn()
        return data

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readline(self, limit=-1):
        """Read a line of the body."""
        if self.fp is None or self._method == "HEAD":
            return b""
        if self.chunked:
            line = bytearray()
            while limit < 0 or len(line) < limit:
                byte = self.read(1)
                line += byte
                if not byte or byte == b"\n":
                    break
            return bytes(line)
        if self.length is not None and (limit < 0 or limit > self.length):
            limit = self.length
        line = self.fp.readline(limit)
        if not line and limit:
            self._close_conn()
        elif self.length is not None:
            self.length -= len(line)
            if not self.length:
                self._close_conn()
        return line

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def getheader(self, name, default=None):
        """A header's value; several of one name are joined."""
        if self.headers is None:
            raise ResponseNotReady()
        headers = self.headers.get_all(name)
        return default if headers is None else ", ".join(headers)

    def getheaders(self):
        """All headers as pairs."""
        if self.headers is None:
            raise ResponseNotReady()
        return list(self.headers.items())

    def info(self):
        return self.headers

    def geturl(self):
        return self.url

    def getcode(self):
        return self.status


_IDLE, _STARTED, _SENT = "Idle", "Request-started", "Request-sent"


class HTTPConnection:
    """A connection to a server, for one request after the other."""

    _http_vsn = 11
    _http_vsn_str = "HTTP/1.1"
    response_class = HTTPResponse
    default_port = HTTP_PORT
    auto_open = 1
    debuglevel = 0

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, blocksize=8192):
        self.timeout = timeout
        self.source_address = source_address
        self.blocksize = blocksize
        self.sock = None
        self._buffer = []
        self._response = None
        self._state = _IDLE
        self._method = None
        self.host, self.port = self._host_and_port(host, port)

    def _host_and_port(self, host, port):
        if port is None:
            colon, bracket = host.rfind(":"), host.rfind("]")
            if colon > bracket:
                try:
                    port = int(host[colon + 1:])
                except ValueError:
                    if host[colon + 1:]:
                        raise InvalidURL(f"nonnumeric port: '{host[colon + 1:]}'") from None
                    port = self.default_port
                host = host[:colon]
            else:
                port = self.default_port
        if host and host[0] == "[" and host[-1] == "]":
            host = host[1:-1]
        for c in host:
            if c <= " " or c == "\x7f":
                raise InvalidURL(f"URL can't contain control characters. {host!r} (found at least {c!r})")
        return host, port

    def set_debuglevel(self, level):
        self.debuglevel = level

    def connect(self):
        """Connect to the server."""
        self.sock = socket.create_connection((self.host, self.port), self.timeout, self.source_address)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        """Close the connection."""
        self._state = _IDLE
        sock, self.sock = self.sock, None
        if sock:
            sock.close()
        response, self._response = self._response, None
        if response:
            response.close()

    def send(self, data):
        """Send bytes, a file, or pieces of bytes."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if hasattr(data, "read"):
            while piece := data.read(self.blocksize):
                self.sock.sendall(piece.encode("iso-8859-1") if isinstance(piece, str) else piece)
            return
        try:
            self.sock.sendall(data)
        except TypeError:
            if isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
                raise TypeError(f"data should be a bytes-like object or an iterable, got {type(data)}") from None
            for piece in data:
                self.sock.sendall(piece)

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request."""
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _IDLE:
            raise CannotSendRequest(self._state)
        self._state = _STARTED
        self._method = method
        for c in method:
            if c < " " or c == "\x7f":
                self._state = _IDLE
                raise ValueError(f"method can't contain control characters. {method!r} (found at least {c!r})")
        url = url or "/"
        for c in url:
            if c <= " " or c == "\x7f":
                self._state = _IDLE
                raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {c!r})")
        self._buffer.append(f"{method} {url} {self._http_vsn_str}".encode("ascii"))
        if self._http_vsn == 11:
            if not skip_host:
                netloc = urlsplit(url)[1] if url.startswith("http") else ""
                host = netloc or (f"[{self.host}]" if ":" in self.host else self.host)
                if not netloc and self.port != self.default_port:
                    host = f"{host}:{self.port}"
                self.putheader("Host", host)
            if not skip_accept_encoding:
                self.putheader("Accept-Encoding", "identity")

    def putheader(self, header, *values):
        """Add a header to the request."""
        if self._state != _STARTED:
            raise CannotSendHeader()
        name = header if isinstance(header, bytes) else header.encode("ascii")
        if not name or any(byte <= 32 or byte == 58 or byte > 126 for byte in name):
            raise ValueError(f"Invalid header name {name!r}")
        shown = []
        for value in values:
            if isinstance(value, int):
                value = str(value)
            if isinstance(value, str):
                value = value.encode("latin-1")
            if b"\n" in value.replace(b"\n ", b"").replace(b"\n\t", b"") or b"\r" in value.replace(b"\r\n", b""):
                raise ValueError(f"Invalid header value {value!r}")
            shown.append(value)
        self._buffer.append(name + b": " + b"\r\n\t".join(shown))

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """Send the headers, and the body if one is given."""
        if self._state != _STARTED:
            raise CannotSendHeader()
        self._state = _SENT
        self._buffer += [b"", b""]
        head = b"\r\n".join(self._buffer)
        self._buffer.clear()
        self.send(head)
        if message_body is None:
            return
        if hasattr(message_body, "read"):
            pieces = iter(lambda: message_body.read(self.blocksize), None)
        elif isinstance(message_body, (bytes, bytearray)):
            pieces = (message_body,)
        else:
            try:
                pieces = iter(message_body)
            except TypeError:
                raise TypeError("message_body should be a bytes-like object or an iterable, got "
                                f"{type(message_body)!r}") from None
        for piece in pieces:
            if not piece:
                if hasattr(message_body, "read"):
                    break
                continue
            if isinstance(piece, str):
                piece = piece.encode("iso-8859-1")
            if encode_chunked:
                piece = f"{len(piece):X}\r\n".encode("ascii") + piece + b"\r\n"
            self.send(piece)
        if encode_chunked:
            self.send(b"0\r\n\r\n")

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a whole request."""
        known = {name.lower() if isinstance(name, str) else name.decode().lower() for name in headers}
        self.putrequest(method, url, skip_host="host" in known, skip_accept_encoding="accept-encoding" in known)
        if isinstance(body, str):
            body = body.encode("iso-8859-1")
        if "content-length" not in known:
            if "transfer-encoding" not in known:
                encode_chunked = False
                if body is None:
                    if method.upper() in ("PATCH", "POST", "PUT"):
                        self.putheader("Content-Length", "0")
                elif isinstance(body, (bytes, bytearray)):
                    self.putheader("Content-Length", str(len(body)))
                else:
                    encode_chunked = True
                    self.putheader("Transfer-Encoding", "chunked")
        else:
            encode_chunked = False
        for name, value in headers.items():
            self.putheader(name, value)
        self.endheaders(body, encode_chunked=encode_chunked)

    def getresponse(self):
        """Wait for the answer to the request."""
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _SENT or self._response:
            raise ResponseNotReady(self._state)
        response = self.response_class(self.sock, method=self._method)
        try:
            try:
                response.begin()
            except ConnectionError:
                self.close()
                raise
            self._state = _IDLE
            if response.will_close:
                # The connection goes when the body was read.
                sock, self.sock = self.sock, None
                sock.close()
            else:
                self._response = response
            return response
        except:
            response.close()
            raise
