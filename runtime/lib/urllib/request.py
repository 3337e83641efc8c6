"""Opening URLs: http and file, with redirects, errors and handlers of one's own."""

import base64
import http.client
import io
import os
import socket
from urllib.error import HTTPError, URLError, ContentTooShortError
from urllib.parse import urlsplit, urljoin, unquote, quote, urlparse
from urllib.response import addinfourl

__all__ = ["Request", "OpenerDirector", "BaseHandler", "HTTPDefaultErrorHandler", "HTTPRedirectHandler", "HTTPHandler",
           "HTTPErrorProcessor", "FileHandler", "UnknownHandler", "ProxyHandler", "urlopen", "install_opener",
           "build_opener", "urlretrieve", "pathname2url", "url2pathname", "getproxies", "urlcleanup"]

__version__ = "3.13"


class Request:
    """A URL, and how to ask for it."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.headers = {}
        self.unredirected_hdrs = {}
        self._data = None
        self.data = data
        for name, value in headers.items():
            self.add_header(name, value)
        self.origin_req_host = origin_req_host or urlsplit(self.full_url).hostname
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        return f"{self._full_url}#{self.fragment}" if self.fragment else self._full_url

    @full_url.setter
    def full_url(self, url):
        url = url.strip()
        if url.startswith("<") and url.endswith(">"):
            url = url[1:-1].strip()
        if url.startswith("URL:"):
            url = url[4:]
        self._full_url, _, fragment = url.partition("#")
        self.fragment = fragment or None
        scheme, colon, rest = self._full_url.partition(":")
        if not colon or not scheme or not scheme[0].isalpha() or "/" in scheme:
            raise ValueError(f"unknown url type: {self.full_url!r}")
        self.type = scheme.lower()
        if rest.startswith("//"):
            end = min((at for at in (rest.find(c, 2) for c in "/?") if at >= 0), default=len(rest))
            self.host, self.selector = unquote(rest[2:end]), rest[end:]
        else:
            self.host, self.selector = None, rest
        if self.selector.startswith("?"):
            self.selector = "/" + self.selector

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, data):
        if data != self._data:
            self._data = data
            self.remove_header("Content-length")

    @data.deleter
    def data(self):
        self.data = None

    def get_method(self):
        return getattr(self, "method", "POST" if self.data is not None else "GET")

    def get_full_url(self):
        return self.full_url

    def add_header(self, key, val):
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        return self.headers.get(header_name, self.unredirected_hdrs.get(header_name, default))

    def remove_header(self, header_name):
        self.headers.pop(header_name, None)
        self.unredirected_hdrs.pop(header_name, None)

    def header_items(self):
        return list({**self.unredirected_hdrs, **self.headers}.items())


class OpenerDirector:
    """Handlers, asked in turn."""

    def __init__(self):
        self.addheaders = [("User-agent", f"Python-urllib/{__version__}")]
        self.handlers = []

    def add_handler(self, handler):
        handler.add_parent(self)
        self.handlers.append(handler)
        self.handlers.sort(key=lambda known: known.handler_order)

    def close(self):
        pass

    def _ask(self, method, *args):
        for handler in self.handlers:
            function = getattr(handler, method, None)
            if function is not None:
                result = function(*args)
                if result is not None:
                    return result
        return None

    def open(self, fullurl, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
        """Open a URL or a Request."""
        if isinstance(fullurl, str):
            request = Request(fullurl, data)
        else:
            request = fullurl
            if data is not None:
                request.data = data
        request.timeout = timeout
        protocol = request.type.replace("-", "_")
        for handler in self.handlers:
            function = getattr(handler, protocol + "_request", None)
            if function is not None:
                request = function(request)
        response = self._ask("default_open", request)
        if response is None:
            response = self._ask(protocol + "_open", request)
        if response is None:
            response = self._ask("unknown_open", request)
        for handler in self.handlers:
            function = getattr(handler, protocol + "_response", None)
            if function is not None:
                response = function(request, response)
        return response

    def error(self, proto, *args):
        """Ask the handlers what to do about an error."""
        if proto in ("http", "https"):
            result = self._ask(f"http_error_{args[2]}", *args)
            if result is None:
                result = self._ask("http_error_default", *args)
            return result
        return self._ask(proto + "_error", *args)


class BaseHandler:
    """One that may be asked."""

    handler_order = 500

    def add_parent(self, parent):
        self.parent = parent

    def close(self):
        pass


class HTTPErrorProcessor(BaseHandler):
    """Makes errors of answers that are errors."""

    handler_order = 1000

    def http_response(self, request, response):
        code, msg, headers = response.code, response.msg, response.info()
        if not 200 <= code < 300:
            response = self.parent.error("http", request, response, code, msg, headers)
        return response


class HTTPDefaultErrorHandler(BaseHandler):
    """Raises what nobody else wanted."""

    def http_error_default(self, req, fp, code, msg, hdrs):
        raise HTTPError(req.full_url, code, msg, hdrs, fp)


class HTTPRedirectHandler(BaseHandler):
    """Follows redirects."""

    max_repeats = 4
    max_redirections = 10
    inf_msg = ("The HTTP server returned a redirect error that would lead to an infinite loop.\n"
               "The last 30x error message was:\n")

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """The request that follows a redirect."""
        method = req.get_method()
        if not (code in (301, 302, 303, 307, 308) and method in ("GET", "HEAD")
                or code in (301, 302, 303) and method == "POST"):
            raise HTTPError(req.full_url, code, msg, headers, fp)
        kept = {name: value for name, value in req.headers.items()
                if name.lower() not in ("content-length", "content-type")}
        return Request(newurl.replace(" ", "%20"), method="HEAD" if method == "HEAD" else "GET", headers=kept,
                       origin_req_host=req.origin_req_host, unverifiable=True)

    def http_error_302(self, req, fp, code, msg, headers):
        newurl = headers.get("location") or headers.get("uri")
        if newurl is None:
            return None
        parts = urlparse(newurl)
        if parts.scheme not in ("http", "https", "ftp", ""):
            raise HTTPError(newurl, code, f"{msg} - Redirection to url '{newurl}' is not allowed", headers, fp)
        if not parts.path and parts.netloc:
            newurl = parts._replace(path="/").geturl()
        newurl = urljoin(req.full_url, quote(newurl, safe="!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
        new = self.redirect_request(req, fp, code, msg, headers, newurl)
        if new is None:
            return None
        visited = new.redirect_dict = getattr(req, "redirect_dict", {})
        if visited.get(newurl, 0) >= self.max_repeats or len(visited) >= self.max_redirections:
            raise HTTPError(req.full_url, code, self.inf_msg + msg, headers, fp)
        visited[newurl] = visited.get(newurl, 0) + 1
        req.redirect_dict = visited
        fp.read()
        fp.close()
        return self.parent.open(new, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class HTTPHandler(BaseHandler):
    """Speaks HTTP."""

    def http_request(self, request):
        if not request.host:
            raise URLError("no host given")
        data = request.data
        if data is not None:
            if isinstance(data, str):
                raise TypeError("POST data should be bytes, an iterable of bytes, or a file object. It cannot be of "
                                "type str.")
            if not request.has_header("Content-type"):
                request.add_unredirected_header("Content-type", "application/x-www-form-urlencoded")
            if not request.has_header("Content-length") and not request.has_header("Transfer-encoding"):
                if isinstance(data, (bytes, bytearray)):
                    request.add_unredirected_header("Content-length", str(len(data)))
                else:
                    request.add_unredirected_header("Transfer-encoding", "chunked")
        if not request.has_header("Host"):
            request.add_unredirected_header("Host", request.host)
        for name, value in self.parent.addheaders:
            if not request.has_header(name.capitalize()):
                request.add_unredirected_header(name.capitalize(), value)
        return request

    def http_open(self, req):
        host = req.host.rpartition("@")[2]
        connection = http.client.HTTPConnection(host, timeout=req.timeout)
        headers = dict(req.unredirected_hdrs)
        headers.update({name: value for name, value in req.headers.items() if name not in headers})
        headers["Connection"] = "close"
        headers = {name.title(): value for name, value in headers.items()}
        try:
            try:
                connection.request(req.get_method(), req.selector, req.data, headers,
                                   encode_chunked=req.has_header("Transfer-encoding"))
            except OSError as failure:
                raise URLError(failure) from failure
            response = connection.getresponse()
        except:
            connection.close()
            raise
        if connection.sock:
            connection.sock.close()
            connection.sock = None
        response.url = req.get_full_url()
        response.msg = response.reason
        return response


class FileHandler(BaseHandler):
    """Opens files of this machine."""

    def file_open(self, req):
        if req.host and req.host not in ("localhost", "127.0.0.1"):
            raise URLError("file:// scheme is supported only on localhost")
        path = unquote(req.selector)
        try:
            file = open(path, "rb")
            stat = os.fstat(file.fileno())
        except OSError as failure:
            raise URLError(failure, path) from failure
        headers = http.client.HTTPMessage([("Content-type", "text/plain"), ("Content-length", str(stat.st_size))])
        return addinfourl(file, headers, "file://" + req.selector)


class DataHandler(BaseHandler):
    """Opens URLs that are their own contents."""

    def data_open(self, req):
        _, _, rest = req.full_url.partition(":")
        kind, comma, data = rest.partition(",")
        if not comma:
            raise ValueError("data URL has no comma")
        data = unquote(data, "latin-1").encode("latin-1")
        if kind.endswith(";base64"):
            data = base64.decodebytes(data)
            kind = kind[:-7]
        headers = http.client.HTTPMessage([("Content-type", kind or "text/plain;charset=US-ASCII"),
                                           ("Content-length", str(len(data)))])
        return addinfourl(io.BytesIO(data), headers, req.full_url)


class UnknownHandler(BaseHandler):
    """Says that a protocol is not known. https is among them: gilvm has no TLS."""

    def unknown_open(self, req):
        raise URLError(f"unknown url type: {req.type}")


class ProxyHandler(BaseHandler):
    """Accepted for what scripts pass to it: an empty mapping. Proxies are not supported."""

    handler_order = 100

    def __init__(self, proxies=None):
        if proxies:
            raise NotImplementedError("gilvm's urllib has no proxies")


def build_opener(*handlers):
    """An opener with the usual handlers and these."""
    opener = OpenerDirector()
    usual = [UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, FileHandler, HTTPErrorProcessor,
             DataHandler]
    for handler in handlers:
        kind = handler if isinstance(handler, type) else type(handler)
        usual = [known for known in usual if not issubclass(kind, known)]
    for handler in [*usual, *handlers]:
        opener.add_handler(handler() if isinstance(handler, type) else handler)
    return opener


_opener = None


def install_opener(opener):
    """Make an opener the one that urlopen() uses."""
    global _opener
    _opener = opener


def urlopen(url, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, *, context=None):
    """Open a URL."""
    global _opener
    if _opener is None:
        _opener = build_opener()
    return _opener.open(url, data, timeout)


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Copy what a URL names into a file; returns its name and the headers."""
    with urlopen(url, data) as source:
        headers = source.info()
        if url.startswith("file://") and not filename:
            return url[7:], headers
        if filename:
            target = open(filename, "wb")
        else:
            import tempfile
            target = tempfile.NamedTemporaryFile(delete=False)
            filename = target.name
        with target:
            size = int(headers.get("content-length", -1))
            done, blocks = 0, 0
            if reporthook:
                reporthook(blocks, 8192, size)
            while block := source.read(8192):
                done += len(block)
                target.write(block)
                blocks += 1
                if reporthook:
                    reporthook(blocks, 8192, size)
    if size >= 0 and done < size:
        raise ContentTooShortError(f"retrieval incomplete: got only {done} out of {size} bytes", (filename, headers))
    return filename, headers


def urlcleanup():
    """Forget the installed opener."""
    install_opener(None)


def getproxies():
    return {}


def pathname2url(path):
    return quote(path)


def url2pathname(path):
    return unquote(path)
