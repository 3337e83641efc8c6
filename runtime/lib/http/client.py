"""HTTP/1.1, the client's side: connections, requests, answers."""

import io
import socket
from http import HTTPStatus
from urllib.parse import urlsplit

__all__ = ["HTTPResponse", "HTTPConnection", "HTTPException", "NotConnected", "UnknownProtocol",
           "UnknownTransferEncoding", "UnimplementedFileMode", "IncompleteRead", "InvalidURL", "ImproperConnectionState",
           "CannotSendRequest", "CannotSendHeader", "ResponseNotReady", "BadStatusLine", "LineTooLong",
           "RemoteDisconnected", "error", "responses"]

HTTP_PORT = 80
HTTPS_PORT = 443

_MAXLINE = 65536
_MAXHEADERS = 100

responses = {status: status.phrase for status in HTTPStatus}
globals().update(HTTPStatus.__members__)


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
        HTTPException.__init__(self, f"got more than {_MAXLINE} bytes when reading {line_type}")


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

    def get_boundary(self, failobj=None):
        return self.get_param("boundary", failobj)

    def get_content_disposition(self):
        value = self.get("content-disposition")
        return None if value is None else value.split(";")[0].strip().lower()

    def get_filename(self, failobj=None):
        name = self.get_param("filename", header="content-disposition")
        if name is None:
            name = self.get_param("name")
        return failobj if name is None else name.strip()

    def as_string(self):
        lines = (f"{name}: " + value.replace("\r\n", "\n") for name, value in self._headers)
        return "".join(line + "\n" for line in lines) + "\n"

    __str__ = as_string

    def as_bytes(self):
        return self.as_string().encode("latin-1", "replace")


def _read_headers(fp):
    lines = []
    while True:
        line = fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong("header line")
        # The line that ends them counts.
        if len(lines) >= _MAXHEADERS:
            raise HTTPException(f"got more than {_MAXHEADERS} headers")
        if line in (b"\r\n", b"\n", b""):
            return lines
        lines.append(line)


def parse_headers(fp, _class=HTTPMessage):
    """Read headers up to the empty line."""
    return _parse_header_lines(_read_headers(fp), _class)


def _parse_header_lines(lines, _class=HTTPMessage):
    headers = []
    for line in lines:
        text = line.decode("iso-8859-1").rstrip("\r\n")
        if text[:1] in (" ", "\t"):
            if headers:
                name, value = headers[-1]
                headers[-1] = name, f"{value}\r\n{text}"
            continue
        name, colon, value = text.partition(":")
        if not colon or not all("!" <= c <= "~" for c in name):
            # What is no header ends them.
            break
        if name:
            headers.append((name, value.lstrip(" \t")))
    return _class(headers)


class HTTPResponse(io.BufferedIOBase):
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

    def _read_status(self):
        line = str(self.fp.readline(_MAXLINE + 1), "iso-8859-1")
        if len(line) > _MAXLINE:
            raise LineTooLong("status line")
        if self.debuglevel > 0:
            print("reply:", repr(line))
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
            skipped = _read_headers(self.fp)
            if self.debuglevel > 0:
                print("headers:", skipped)
        self.code = self.status = status
        self.reason = reason
        if version in ("HTTP/1.0", "HTTP/0.9"):
            self.version = 10
        elif version.startswith("HTTP/1."):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        if self.debuglevel > 0:
            for name, value in self.headers.items():
                print("header:", name + ":", value)
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
        try:
            super().close()
        finally:
            if self.fp is not None:
                self._close_conn()

    def flush(self):
        super().flush()
        if self.fp is not None:
            self.fp.flush()

    def isclosed(self):
        """Whether the whole body was read."""
        return self.fp is None

    def readable(self):
        return True

    def fileno(self):
        return self.fp.fileno()

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
        line = self.fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong("chunk size")
        try:
            self.chunk_left = int(line.split(b";")[0].strip(), 16)
            if self.chunk_left < 0:
                raise ValueError
        except ValueError:
            self._close_conn()
            raise IncompleteRead(b"") from None
        if self.chunk_left == 0:
            # However many trailers there are, nobody is told of them.
            while (line := self.fp.readline(_MAXLINE + 1)) not in (b"\r\n", b"\n", b""):
                if len(line) > _MAXLINE:
                    raise LineTooLong("trailer line")
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
            if left is None or n == 0:
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

    def peek(self, n=-1):
        """What would be read next, without reading it; perhaps less than asked for."""
        if self.fp is None or self._method == "HEAD":
            return b""
        if not self.chunked:
            data = self.fp.peek(n)
            return data if self.length is None else data[:self.length]
        try:
            left = self._next_chunk()
        except IncompleteRead:
            return b""
        return b"" if left is None else self.fp.peek(left)[:left]

    def readline(self, limit=-1):
        """Read a line of the body."""
        if self.fp is None or self._method == "HEAD":
            return b""
        if self.chunked:
            return super().readline(limit)
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

    def getheader(self, name, default=None):
        """A header's value; several of one name are joined."""
        if self.headers is None:
            raise ResponseNotReady()
        headers = self.headers.get_all(name) or default
        if isinstance(headers, str) or not hasattr(headers, "__iter__"):
            return headers
        return ", ".join(headers)

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


def _length(body):
    """How many bytes a body has; None unless it is like bytes."""
    try:
        return memoryview(body).nbytes
    except TypeError:
        return None


def _in_brackets(host):
    """A host as URLs have it: addresses of IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _ends_early(value):
    """Whether a line ends in a header's value and the next one does not go on with it, by a space or a tab."""
    for at, byte in enumerate(value):
        if byte in b"\r\n" and (follower := value[at + 1:at + 2]) not in (b" ", b"\t"):
            if byte == 0x0A or follower != b"\n":
                return True
    return False


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
        self._tunnel_host = self._tunnel_port = None
        self._tunnel_headers = {}
        self._proxy_header_lines = None
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
        if self._tunnel_host:
            self._tunnel()

    def set_tunnel(self, host, port=None, headers=None):
        """Let the server be a proxy that passes everything on to this host."""
        if self.sock:
            raise RuntimeError("Can't set up tunnel for established connection")
        self._tunnel_host, self._tunnel_port = self._host_and_port(host, port)
        self._tunnel_headers = dict(headers or {})
        if not any(name.lower() == "host" for name in self._tunnel_headers):
            self._tunnel_headers["Host"] = f"{_in_brackets(self._tunnel_host)}:{self._tunnel_port}"

    def _tunnel(self):
        head = [f"CONNECT {_in_brackets(self._tunnel_host)}:{self._tunnel_port} {self._http_vsn_str}\r\n"]
        head += [f"{name}: {value}\r\n" for name, value in self._tunnel_headers.items()]
        self.send("".join([*head, "\r\n"]).encode("latin-1"))
        response = self.response_class(self.sock, method=self._method)
        try:
            _, code, reason = response._read_status()
            self._proxy_header_lines = _read_headers(response.fp)
            if self.debuglevel > 0:
                for line in self._proxy_header_lines:
                    print("header:", line.decode())
            if code != HTTPStatus.OK:
                self.close()
                raise OSError(f"Tunnel connection failed: {code} {reason.strip()}")
        finally:
            response.close()

    def get_proxy_response_headers(self):
        """What the proxy of a tunnel said, or None."""
        if self._proxy_header_lines is None:
            return None
        return _parse_header_lines(self._proxy_header_lines)

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
        if self.debuglevel > 0:
            print("send:", repr(data))
        if hasattr(data, "read"):
            for piece in self._pieces(data):
                self.sock.sendall(piece)
            return
        try:
            self.sock.sendall(data)
        except TypeError:
            if not hasattr(data, "__iter__"):
                raise TypeError(f"data should be a bytes-like object or an iterable, got {type(data)!r}") from None
            for piece in data:
                self.sock.sendall(piece)

    def _pieces(self, file):
        """The contents of a file in blocks; text goes as Latin-1."""
        is_text = isinstance(file, io.TextIOBase)
        if self.debuglevel > 0:
            print("sending a readable")
            if is_text:
                print("encoding file using iso-8859-1")
        while piece := file.read(self.blocksize):
            yield piece.encode("iso-8859-1") if is_text else piece

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request."""
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _IDLE:
            raise CannotSendRequest(self._state)
        self._state = _STARTED
        self._method = method
        for c in method:
            if c < " ":
                raise ValueError(f"method can't contain control characters. {method!r} (found at least {c!r})")
        url = url or "/"
        for c in url:
            if c <= " " or c == "\x7f":
                raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {c!r})")
        self._buffer.append(f"{method} {url} {self._http_vsn_str}".encode("ascii"))
        if self._http_vsn == 11:
            if not skip_host:
                netloc = urlsplit(url)[1] if url.startswith("http") else ""
                if netloc:
                    self.putheader("Host", netloc)
                else:
                    host, port = self.host, self.port
                    if self._tunnel_host:
                        host, port = self._tunnel_host, self._tunnel_port
                    host = _in_brackets(host)
                    self.putheader("Host", host if port == self.default_port else f"{host}:{port}")
            if not skip_accept_encoding:
                self.putheader("Accept-Encoding", "identity")

    def putheader(self, header, *values):
        """Add a header to the request."""
        if self._state != _STARTED:
            raise CannotSendHeader()
        name = header.encode("ascii") if hasattr(header, "encode") else header
        # Spaces are allowed but in front; a name ends at a colon, a header at the end of its line.
        if not name or name[:1].isspace() or any(byte in b":\r\n" for byte in name):
            raise ValueError(f"Invalid header name {name!r}")
        shown = []
        for value in values:
            if isinstance(value, int):
                value = str(value)
            if hasattr(value, "encode"):
                value = value.encode("latin-1")
            elif not isinstance(value, (bytes, bytearray)):
                raise TypeError(f"expected string or bytes-like object, got {type(value).__name__!r}")
            if _ends_early(value):
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
            pieces = self._pieces(message_body)
        elif _length(message_body) is not None:
            pieces = (message_body,)
        else:
            try:
                pieces = iter(message_body)
            except TypeError:
                raise TypeError("message_body should be a bytes-like object or an iterable, got "
                                f"{type(message_body)!r}") from None
        encode_chunked = encode_chunked and self._http_vsn == 11
        for piece in pieces:
            if not piece:
                if self.debuglevel > 0:
                    print("Zero length chunk ignored")
                continue
            if encode_chunked:
                piece = f"{len(piece):X}\r\n".encode("ascii") + piece + b"\r\n"
            self.send(piece)
        if encode_chunked:
            self.send(b"0\r\n\r\n")

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a whole request."""
        known = {name.lower() for name in headers}
        self.putrequest(method, url, skip_host="host" in known, skip_accept_encoding="accept-encoding" in known)
        if "content-length" in known:
            encode_chunked = False
        elif "transfer-encoding" not in known:
            encode_chunked = False
            if body is None:
                if method.upper() in ("PATCH", "POST", "PUT"):
                    self.putheader("Content-Length", "0")
            elif (length := len(body) if isinstance(body, str) else _length(body)) is not None:
                self.putheader("Content-Length", str(length))
            else:
                if self.debuglevel > 0:
                    print(f"Unable to determine size of {body!r}")
                encode_chunked = True
                self.putheader("Transfer-Encoding", "chunked")
        for name, value in headers.items():
            self.putheader(name, value)
        if isinstance(body, str):
            try:
                body = body.encode("latin-1")
            except UnicodeEncodeError as failure:
                cut = body[failure.start:failure.end]
                raise UnicodeEncodeError(
                    failure.encoding, failure.object, failure.start, failure.end,
                    f"Body ({cut!r:.20}) is not valid Latin-1. Use body.encode('utf-8') if you want to send it "
                    "encoded in UTF-8.") from None
        self.endheaders(body, encode_chunked=encode_chunked)

    def getresponse(self):
        """Wait for the answer to the request."""
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _SENT or self._response:
            raise ResponseNotReady(self._state)
        if self.debuglevel > 0:
            response = self.response_class(self.sock, self.debuglevel, method=self._method)
        else:
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
