"""HTTP for humans, in the manner of the library of this name: what scripts use of it, over http.client.

Every connect, send and receive is a socket call of its own and gives the GIL up by itself, as under CPython. There is
no TLS (https raises SSLError), no proxies, no environment lookups.
"""

import http.client
import json as _json
from base64 import b64encode
from time import perf_counter
from http import HTTPStatus
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from requests import exceptions
from requests.exceptions import (ChunkedEncodingError, ConnectionError, ConnectTimeout, ContentDecodingError, HTTPError,
                                 InvalidHeader, InvalidSchema, InvalidURL, JSONDecodeError, MissingSchema, ReadTimeout,
                                 RequestException, SSLError, Timeout, TooManyRedirects, URLRequired)

__version__ = "2.32.3"

_REDIRECTS = (301, 302, 303, 307, 308)
_REDIRECTS_MAX = 30


class CaseInsensitiveDict:
    """A mapping whose keys are compared without case."""

    def __init__(self, data=None, **kwargs):
        self._store = {}
        self.update(data or {}, **kwargs)

    def update(self, other=(), **kwargs):
        for key, value in (other.items() if hasattr(other, "items") else other):
            self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __setitem__(self, key, value):
        self._store[key.lower()] = (key, value)

    def __getitem__(self, key):
        return self._store[key.lower()][1]

    def __delitem__(self, key):
        del self._store[key.lower()]

    def __contains__(self, key):
        return isinstance(key, str) and key.lower() in self._store

    def __iter__(self):
        return iter([key for key, _ in self._store.values()])

    def __len__(self):
        return len(self._store)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def keys(self):
        return [key for key, _ in self._store.values()]

    def values(self):
        return [value for _, value in self._store.values()]

    def items(self):
        return list(self._store.values())

    def lower_items(self):
        return [(key, value) for key, (_, value) in self._store.items()]

    def copy(self):
        return CaseInsensitiveDict(dict(self.items()))

    def __eq__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        return dict(self.lower_items()) == dict(CaseInsensitiveDict(other).lower_items())

    def __repr__(self):
        return str(dict(self.items()))


class _Codes:
    """Status codes by their names."""

    def __getattr__(self, name):
        for status in HTTPStatus:
            if status.name.lower() == name.lower():
                return int(status)
        raise AttributeError(name)

    def __getitem__(self, name):
        return getattr(self, name)


codes = _Codes()


class Cookies(dict):
    """Names and values of cookies; all of a session go to all of its servers."""

    def set(self, name, value, **kwargs):
        self[name] = value

    def get_dict(self):
        return dict(self)

    def _take(self, headers):
        for line in headers:
            pair = line.split(";")[0]
            name, equals, value = pair.partition("=")
            if equals:
                self[name.strip()] = value.strip().strip('"')


class HTTPBasicAuth:
    """A name and a password, sent with every request."""

    def __init__(self, username, password):
        self.username = username
        self.password = password

    def __call__(self, request):
        pair = f"{self.username}:{self.password}".encode("latin1")
        request.headers["Authorization"] = "Basic " + b64encode(pair).decode("ascii")
        return request


class Request:
    """What is asked for, as the script says it."""

    def __init__(self, method=None, url=None, headers=None, files=None, data=None, params=None, auth=None, cookies=None,
                 hooks=None, json=None):
        self.method, self.url, self.headers, self.files, self.data = method, url, headers or {}, files, data
        self.params, self.auth, self.cookies, self.json = params or {}, auth, cookies, json

    def __repr__(self):
        return f"<Request [{self.method}]>"

    def prepare(self):
        return PreparedRequest(self, {}, {})


def _encoded(data):
    """Form data as text; other bodies as they are."""
    if isinstance(data, (str, bytes)) or hasattr(data, "read"):
        return data
    if hasattr(data, "items"):
        data = data.items()
    elif not hasattr(data, "__iter__"):
        return data
    pairs = []
    for name, values in data:
        if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
            values = [values]
        for value in values:
            if value is not None:
                pairs.append((name, value))
    return urlencode(pairs, doseq=True)


class PreparedRequest:
    """What is asked for, as the server sees it."""

    def __init__(self, request, headers, cookies):
        self.method = request.method.upper()
        self.url = self._prepare_url(request.url, request.params)
        self.headers = CaseInsensitiveDict(headers)
        for name, value in request.headers.items():
            if value is None:
                self.headers.pop(name, None)
                continue
            if not isinstance(value, (str, bytes)):
                raise InvalidHeader(f"Header part ({value!r}) from ({name!r}, {value!r}) must be of type str or bytes, "
                                    f"not {type(value)}")
            self.headers[name] = value
        self.body = None
        if request.files:
            self._prepare_files(request.files, request.data)
        elif request.data:
            self.body = _encoded(request.data)
            if not isinstance(request.data, (str, bytes)) and not hasattr(request.data, "read"):
                self.headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        elif request.json is not None:
            try:
                self.body = _json.dumps(request.json, allow_nan=False).encode("utf-8")
            except ValueError as failure:
                raise exceptions.InvalidJSONError(failure, request=self)
            self.headers.setdefault("Content-Type", "application/json")
        if isinstance(self.body, str):
            self.body = self.body.encode("utf-8")
        if isinstance(self.body, bytes):
            self.headers["Content-Length"] = str(len(self.body))
        elif self.body is not None:
            self.headers["Transfer-Encoding"] = "chunked"
        elif self.method not in ("GET", "HEAD"):
            self.headers["Content-Length"] = "0"
        if cookies:
            self.headers.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
        auth = request.auth
        if auth is None:
            parts = urlsplit(self.url)
            if parts.username is not None:
                auth = unquote(parts.username), unquote(parts.password or "")
        if isinstance(auth, tuple) and len(auth) == 2:
            auth = HTTPBasicAuth(*auth)
        if auth:
            auth(self)

    def _prepare_url(self, url, params):
        url = url.decode("utf8") if isinstance(url, bytes) else str(url)
        url = url.lstrip()
        if ":" in url and not url.lower().startswith("http"):
            return url
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise InvalidURL(f"Failed to parse: {url}") from None
        if not parts.scheme:
            raise MissingSchema(f"Invalid URL {url!r}: No scheme supplied. Perhaps you meant https://{url}?")
        if not parts.hostname:
            raise InvalidURL(f"Invalid URL {url!r}: No host supplied")
        if parts.hostname.startswith(("*", ".")):
            raise InvalidURL("URL has an invalid label.")
        query = parts.query
        more = _encoded(params)
        if isinstance(more, bytes):
            more = more.decode("utf8")
        if more:
            query = f"{query}&{more}" if query else more
        safe = "!#$%&'()*+,/:;=?@[]~"
        return urlunsplit((parts.scheme, parts.netloc, quote(parts.path or "/", safe), quote(query, safe),
                           quote(parts.fragment, safe)))

    def _prepare_files(self, files, data):
        boundary = "gilvm" + hex(id(self))[2:].rjust(16, "0") + hex(int(perf_counter() * 1e9))[2:]
        body = []
        pairs = data.items() if hasattr(data, "items") else data or []
        for name, value in pairs:
            for one in value if isinstance(value, (list, tuple)) else [value]:
                body.append((f'Content-Disposition: form-data; name="{name}"\r\n\r\n', one))
        for name, given in files.items() if hasattr(files, "items") else files:
            filename, kind = None, None
            if isinstance(given, (tuple, list)):
                filename, content, *more = given
                kind = more[0] if more else None
            else:
                content = given
                path = getattr(given, "name", None)
                filename = path.rpartition("/")[2] if isinstance(path, str) else name
            if hasattr(content, "read"):
                content = content.read()
            head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
            if kind:
                head += f"Content-Type: {kind}\r\n"
            body.append((head + "\r\n", content))
        out = []
        for head, content in body:
            if not isinstance(content, bytes):
                content = str(content).encode("utf-8")
            out += [f"--{boundary}\r\n{head}".encode("utf-8"), content, b"\r\n"]
        out.append(f"--{boundary}--\r\n".encode("ascii"))
        self.body = b"".join(out)
        self.headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"

    @property
    def path_url(self):
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def __repr__(self):
        return f"<PreparedRequest [{self.method}]>"


class _Elapsed:
    """How long an answer took; a timedelta where there is one."""

    def __new__(cls, seconds):
        try:
            from datetime import timedelta
        except ImportError:
            self = object.__new__(cls)
            self._seconds = seconds
            return self
        return timedelta(seconds=seconds)

    def total_seconds(self):
        return self._seconds


class _Cut(http.client.IncompleteRead):
    """A body that ended before its announced length; partial is how many bytes there were."""

    def __repr__(self):
        return f"IncompleteRead({self.partial} bytes read, {self.expected} more expected)"

    __str__ = __repr__


class Response:
    """An answer."""

    def __init__(self):
        self._content = False
        self._consumed = False
        self._received = 0
        self.status_code = None
        self.headers = CaseInsensitiveDict()
        self.raw = None
        self.url = None
        self.encoding = None
        self.history = []
        self.reason = None
        self.cookies = Cookies()
        self.elapsed = _Elapsed(0)
        self.request = None

    def __repr__(self):
        return f"<Response [{self.status_code}]>"

    def __bool__(self):
        return self.ok

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        return self.iter_content(128)

    @property
    def ok(self):
        """Whether it is no error."""
        try:
            self.raise_for_status()
        except HTTPError:
            return False
        return True

    @property
    def is_redirect(self):
        return "location" in self.headers and self.status_code in _REDIRECTS

    @property
    def is_permanent_redirect(self):
        return "location" in self.headers and self.status_code in (301, 308)

    @property
    def apparent_encoding(self):
        return "utf-8"

    def _read(self, size):
        try:
            data = self.raw.read(size)
            self._received += len(data)
            if not data and self.raw.length:
                raise _Cut(self._received, self.raw.length)
            return data
        except http.client.HTTPException as failure:
            raise ChunkedEncodingError((f"Connection broken: {failure!r}", failure)) from failure
        except TimeoutError as failure:
            raise ConnectionError(failure) from failure
        except OSError as failure:
            raise ConnectionError(failure) from failure

    def iter_content(self, chunk_size=1, decode_unicode=False):
        """The body in pieces."""
        if self._consumed and self._content is False:
            raise exceptions.StreamConsumedError()
        if chunk_size is not None and not isinstance(chunk_size, int):
            raise TypeError(f"chunk_size must be an int, it is instead a {type(chunk_size)}.")

        def pieces():
            if self._content is not False:
                size = chunk_size or len(self._content) or 1
                for at in range(0, len(self._content), size):
                    yield self._content[at:at + size]
                return
            decode = self._decoder()
            while data := self._read(chunk_size or 8192):
                if data := decode(data, False):
                    yield data
            if data := decode(b"", True):
                yield data
            self._consumed = True
            self.close()

        if decode_unicode:
            return (piece.decode(self.encoding or "utf-8", "replace") for piece in pieces())
        return pieces()

    def _decoder(self):
        encoding = self.headers.get("content-encoding", "").lower()
        if encoding not in ("gzip", "deflate"):
            return lambda data, last: data
        import zlib
        inflater = zlib.decompressobj(47 if encoding == "gzip" else 15)

        def decode(data, last):
            try:
                return inflater.flush() if last else inflater.decompress(data)
            except zlib.error as failure:
                raise ContentDecodingError(failure) from failure
        return decode

    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        """The body in lines."""
        pending = None
        for chunk in self.iter_content(chunk_size, decode_unicode):
            if pending is not None:
                chunk = pending + chunk
            lines = chunk.split(delimiter) if delimiter else chunk.splitlines()
            pending = lines.pop() if lines and lines[-1] and chunk and lines[-1][-1] == chunk[-1] else None
            yield from lines
        if pending is not None:
            yield pending

    @property
    def content(self):
        """The body."""
        if self._content is False:
            if self._consumed:
                raise RuntimeError("The content for this response was already consumed")
            self._content = b"" if self.raw is None else b"".join(self.iter_content(10 * 1024))
            self._consumed = True
        return self._content

    @property
    def text(self):
        """The body as text."""
        return self.content.decode(self.encoding or "utf-8", "replace")

    def json(self, **kwargs):
        """The body as what its JSON stands for."""
        try:
            if not self.encoding and self.content and len(self.content) > 3:
                return _json.loads(self.content, **kwargs)
            return _json.loads(self.text, **kwargs)
        except _json.JSONDecodeError as failure:
            raise JSONDecodeError(failure.msg, failure.doc, failure.pos)

    @property
    def links(self):
        """The Link header, by relation."""
        result = {}
        for part in filter(None, self.headers.get("link", "").split(",")):
            url, *params = part.split(";")
            link = {"url": url.strip("<> '\"")}
            for param in params:
                name, equals, value = param.partition("=")
                if equals:
                    link[name.strip("> '\"")] = value.strip("> '\"")
            result[link.get("rel") or link["url"]] = link
        return result

    def raise_for_status(self):
        """Raise HTTPError if the answer is an error."""
        reason = self.reason
        if 400 <= self.status_code < 500:
            kind = "Client"
        elif 500 <= self.status_code < 600:
            kind = "Server"
        else:
            return
        raise HTTPError(f"{self.status_code} {kind} Error: {reason} for url: {self.url}", response=self)

    def close(self):
        """Give the connection back."""
        if self.raw is not None:
            self.raw.close()


def _charset(headers):
    kind = headers.get("content-type")
    if not kind:
        return None
    for part in kind.split(";")[1:]:
        name, _, value = part.strip().partition("=")
        if name.lower() == "charset":
            return value.strip("'\"")
    if "text" in kind:
        return "ISO-8859-1"
    if "application/json" in kind:
        return "utf-8"
    return None


def default_headers():
    return CaseInsensitiveDict({"User-Agent": f"python-requests/{__version__}", "Accept-Encoding": "gzip, deflate",
                                "Accept": "*/*", "Connection": "keep-alive"})


class Session:
    """Requests with headers, cookies and connections in common."""

    def __init__(self):
        self.headers = default_headers()
        self.auth = None
        self.params = {}
        self.cookies = Cookies()
        self.max_redirects = _REDIRECTS_MAX
        self.verify = True
        self.cert = None
        self.stream = False
        self.trust_env = True
        self.proxies = {}
        self.hooks = {"response": []}
        self._idle = {}

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        """Close the connections that wait for another request."""
        idle, self._idle = self._idle, {}
        for connections in idle.values():
            for connection in connections:
                connection.close()

    def mount(self, prefix, adapter):
        """Accepted, without effect: there is one way to send."""

    def prepare_request(self, request):
        params = request.params
        if self.params:
            params = {**self.params, **dict(params)}
        merged = Request(request.method, request.url, request.headers, request.files, request.data, params,
                         request.auth or self.auth, None, None, request.json)
        return PreparedRequest(merged, self.headers, {**self.cookies, **(request.cookies or {})})

    def request(self, method, url, params=None, data=None, headers=None, cookies=None, files=None, auth=None,
                timeout=None, allow_redirects=True, proxies=None, hooks=None, stream=None, verify=None, cert=None,
                json=None):
        """Send a request; returns the answer."""
        request = Request(method, url, headers, files, data, params, auth, cookies, hooks, json)
        return self.send(self.prepare_request(request), timeout=timeout, allow_redirects=allow_redirects,
                         stream=self.stream if stream is None else stream)

    def send(self, request, timeout=None, allow_redirects=True, stream=False, **kwargs):
        """Send a request that was prepared."""
        response = self._send_once(request, timeout)
        history = []
        while allow_redirects and response.is_redirect:
            history.append(response)
            response.content
            if len(history) > self.max_redirects:
                raise TooManyRedirects(f"Exceeded {self.max_redirects} redirects.", response=response)
            request = self._redirected(request, response)
            response = self._send_once(request, timeout)
        response.history = history
        if not stream:
            response.content
        return response

    def _redirected(self, request, response):
        url = response.headers["location"]
        if url.startswith("//"):
            url = urlsplit(response.url).scheme + ":" + url
        url = urljoin(response.url, url)
        method, status = request.method, response.status_code
        if status in (302, 303) and method != "HEAD" or status == 301 and method == "POST":
            method = "GET"
        again = Request(method, url, {})
        headers = request.headers.copy()
        if status not in (307, 308):
            for name in ("Content-Length", "Content-Type", "Transfer-Encoding"):
                headers.pop(name, None)
        if urlsplit(url).netloc != urlsplit(request.url).netloc:
            headers.pop("Authorization", None)
        headers.pop("Cookie", None)
        prepared = PreparedRequest(again, headers, self.cookies)
        if status in (307, 308):
            prepared.body = request.body
            if isinstance(request.body, bytes):
                prepared.headers["Content-Length"] = str(len(request.body))
        return prepared

    def _send_once(self, request, timeout):
        parts = urlsplit(request.url)
        scheme = parts.scheme.lower()
        if scheme == "https":
            raise SSLError(f"HTTPSConnectionPool(host='{parts.hostname}', port={parts.port or 443}): gilvm has no TLS, "
                           "so it cannot open https URLs", request=request)
        if scheme != "http":
            raise InvalidSchema(f"No connection adapters were found for {request.url!r}")
        connect_timeout, read_timeout = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        host, port = parts.hostname, parts.port or 80
        pool = f"HTTPConnectionPool(host='{host}', port={port})"
        started = perf_counter()
        while True:
            idle = self._idle.setdefault((host, port), [])
            try:
                connection = idle.pop()
                reused = connection.sock is not None
            except IndexError:
                reused = False
            if not reused:
                connection = http.client.HTTPConnection(host, port, timeout=connect_timeout)
                try:
                    connection.connect()
                except TimeoutError as failure:
                    raise ConnectTimeout(f"{pool}: Max retries exceeded with url: {request.path_url} (Caused by "
                                         f"ConnectTimeoutError('Connection to {host} timed out. (connect timeout="
                                         f"{connect_timeout})'))", request=request) from failure
                except OSError as failure:
                    raise ConnectionError(f"{pool}: Max retries exceeded with url: {request.path_url} (Caused by "
                                          f"NewConnectionError('Failed to establish a new connection: {failure}'))",
                                          request=request) from failure
            try:
                connection.sock.settimeout(read_timeout)
                headers = dict(request.headers.items())
                connection.request(request.method, request.path_url, request.body, headers,
                                   encode_chunked="Transfer-Encoding" in request.headers)
                raw = connection.getresponse()
                break
            except TimeoutError as failure:
                connection.close()
                raise ReadTimeout(f"{pool}: Read timed out. (read timeout={read_timeout})", request=request) from failure
            except (OSError, http.client.HTTPException) as failure:
                connection.close()
                # A server may close a connection that waited; a new one tells.
                if reused and not hasattr(request.body, "read"):
                    continue
                raise ConnectionError(("Connection aborted.", failure), request=request) from failure
        response = Response()
        response.status_code = raw.status
        response.reason = raw.reason
        response.raw = _Body(raw, connection, idle)
        response.url = request.url
        response.request = request
        for name in raw.headers.keys():
            response.headers[name] = ", ".join(raw.headers.get_all(name))
        response.encoding = _charset(response.headers)
        set_cookies = raw.headers.get_all("set-cookie", [])
        response.cookies._take(set_cookies)
        self.cookies._take(set_cookies)
        response.elapsed = _Elapsed(perf_counter() - started)
        return response

    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)

    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)

    def head(self, url, **kwargs):
        kwargs.setdefault("allow_redirects", False)
        return self.request("HEAD", url, **kwargs)

    def post(self, url, data=None, json=None, **kwargs):
        return self.request("POST", url, data=data, json=json, **kwargs)

    def put(self, url, data=None, **kwargs):
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url, data=None, **kwargs):
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)


class _Body:
    """The body of an answer; read to its end, its connection serves the next request."""

    def __init__(self, raw, connection, idle):
        self._raw, self._connection, self._idle = raw, connection, idle

    @property
    def chunked(self):
        return self._raw.chunked

    def read(self, size=None):
        data = self._raw.read(size)
        if self._raw.isclosed():
            self._give_back()
        return data

    def _give_back(self):
        connection, self._connection = self._connection, None
        if connection is not None and connection.sock is not None:
            self._idle.append(connection)

    def close(self):
        done = self._raw.isclosed()
        self._raw.close()
        if done:
            self._give_back()
        elif self._connection is not None:
            self._connection.close()

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._raw, name)


def session():
    """A session."""
    return Session()


def request(method, url, **kwargs):
    """Send a request of a session of its own."""
    with Session() as one:
        return one.request(method=method, url=url, **kwargs)


def get(url, params=None, **kwargs):
    return request("get", url, params=params, **kwargs)


def options(url, **kwargs):
    return request("options", url, **kwargs)


def head(url, **kwargs):
    kwargs.setdefault("allow_redirects", False)
    return request("head", url, **kwargs)


def post(url, data=None, json=None, **kwargs):
    return request("post", url, data=data, json=json, **kwargs)


def put(url, data=None, **kwargs):
    return request("put", url, data=data, **kwargs)


def patch(url, data=None, **kwargs):
    return request("patch", url, data=data, **kwargs)


def delete(url, **kwargs):
    return request("delete", url, **kwargs)
