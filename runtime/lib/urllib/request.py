"""Opening URLs: http, file and data, with redirects, proxies, passwords, errors and handlers of one's own."""

import base64
import http.client
import io
import mimetypes
import os
import re
import socket
import time
import warnings
from urllib.error import HTTPError, URLError, ContentTooShortError
from urllib.parse import urlsplit, urljoin, unquote, quote, urlparse
from urllib.response import addinfourl

__all__ = ["Request", "OpenerDirector", "BaseHandler", "HTTPDefaultErrorHandler", "HTTPRedirectHandler", "HTTPHandler",
           "HTTPErrorProcessor", "FileHandler", "DataHandler", "UnknownHandler", "ProxyHandler", "HTTPPasswordMgr",
           "HTTPPasswordMgrWithDefaultRealm", "AbstractBasicAuthHandler", "HTTPBasicAuthHandler",
           "ProxyBasicAuthHandler", "urlopen", "install_opener", "build_opener", "urlretrieve", "pathname2url",
           "url2pathname", "getproxies", "urlcleanup"]

__version__ = "3.13"


def _split_type(url):
    """The scheme of a URL, in small letters, and the rest; None and all of it if there is none."""
    match = re.match("([^/:]+):(.*)", url, re.DOTALL)
    return (match[1].lower(), match[2]) if match else (None, url)


def _split_host(url):
    """Host and port of a URL without its scheme, and the path; None and all of it if it has no host."""
    match = re.match("//([^/#?]*)(.*)", url, re.DOTALL)
    if match is None:
        return None, url
    path = match[2]
    return match[1], "/" + path if path and path[0] != "/" else path


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
        if origin_req_host is None:
            host = urlparse(self.full_url)[1] or self.get_header("Host", "")
            origin_req_host = re.sub(r":\d+$", "", host).lower()
        self.origin_req_host = origin_req_host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        return f"{self._full_url}#{self.fragment}" if self.fragment else self._full_url

    @full_url.setter
    def full_url(self, url):
        url = str(url).strip()
        if url.startswith("<") and url.endswith(">"):
            url = url[1:-1].strip()
        if url.startswith("URL:"):
            url = url[4:].strip()
        self._full_url, _, fragment = url.partition("#")
        self.fragment = fragment or None
        self.type, rest = _split_type(self._full_url)
        if self.type is None:
            raise ValueError(f"unknown url type: {self.full_url!r}")
        self.host, self.selector = _split_host(rest)
        if self.host:
            self.host = unquote(self.host)

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

    def set_proxy(self, host, type):
        """Ask this host instead, which is told the whole URL."""
        self.type = type
        self.selector = self.full_url
        self.host = host

    def has_proxy(self):
        return self.selector == self.full_url

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
        if not hasattr(handler, "add_parent"):
            raise TypeError(f"expected BaseHandler instance, got {type(handler)!r}")
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
        newurl = headers.get("location")
        if newurl is None:
            newurl = headers.get("uri")
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

    def __init__(self, debuglevel=None):
        self._debuglevel = debuglevel if debuglevel is not None else http.client.HTTPConnection.debuglevel

    def set_http_debuglevel(self, level):
        self._debuglevel = level

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
                try:
                    request.add_unredirected_header("Content-length", str(memoryview(data).nbytes))
                except TypeError:
                    request.add_unredirected_header("Transfer-encoding", "chunked")
        if not request.has_header("Host"):
            host = request.host
            if request.has_proxy():
                host, _ = _split_host(_split_type(request.selector)[1])
            request.add_unredirected_header("Host", host)
        for name, value in self.parent.addheaders:
            if not request.has_header(name.capitalize()):
                request.add_unredirected_header(name.capitalize(), value)
        return request

    def http_open(self, req):
        host = req.host.rpartition("@")[2]
        connection = http.client.HTTPConnection(host, timeout=req.timeout)
        connection.set_debuglevel(self._debuglevel)
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


def _own_addresses():
    """The addresses under which this machine knows itself."""
    found = set()
    for name in ("localhost", socket.gethostname()):
        try:
            found.update(socket.gethostbyname_ex(name)[2])
        except OSError:
            pass
    return found


class FileHandler(BaseHandler):
    """Opens files of this machine."""

    def file_open(self, req):
        return self.open_local_file(req)

    def open_local_file(self, req):
        path = unquote(req.selector)
        try:
            stat = os.stat(path)
            if not req.host or req.host == "localhost" or (
                    ":" not in req.host and socket.gethostbyname(req.host) in _own_addresses()):
                changed = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(stat.st_mtime))
                headers = http.client.HTTPMessage([("Content-type", mimetypes.guess_type(req.selector)[0] or "text/plain"),
                                                   ("Content-length", str(stat.st_size)), ("Last-modified", changed)])
                return addinfourl(open(path, "rb"), headers, "file://" + (req.host or "") + req.selector)
        except OSError as failure:
            raise URLError(failure, failure.filename)
        raise URLError("file not on local host")


class DataHandler(BaseHandler):
    """Opens URLs that are their own contents."""

    def data_open(self, req):
        _, rest = req.full_url.split(":", 1)
        kind, data = rest.split(",", 1)
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


def getproxies():
    """The proxies that the environment names, by scheme."""
    named = [(name, value) for name, value in os.environ.items() if name[-6:].lower() == "_proxy"]
    found = {name[:-6].lower(): value for name, value in named if value}
    if "REQUEST_METHOD" in os.environ:
        # A server gives its scripts what a request's header "Proxy" says as HTTP_PROXY.
        found.pop("http", None)
    # A name that ends in small letters counts before others, even if it says nothing.
    for name, value in named:
        if name.endswith("_proxy"):
            found[name[:-6].lower()] = value
    return {scheme: value for scheme, value in found.items() if value}


def proxy_bypass(host, proxies=None):
    """Whether the environment says that this host needs no proxy."""
    spared = (getproxies() if proxies is None else proxies).get("no", "")
    if spared == "*":
        return True
    host = host.lower()
    names = (host, host.rpartition(":")[0] if re.search(r":\d+$", host) else host)
    for ending in filter(None, (word.strip().lstrip(".").lower() for word in spared.split(","))):
        if any(name == ending or name.endswith("." + ending) for name in names):
            return True
    return False


class ProxyHandler(BaseHandler):
    """Sends requests to proxies: those of a mapping, or those that the environment names."""

    # Before the handlers that would open the URL themselves.
    handler_order = 100

    def __init__(self, proxies=None):
        self.proxies = getproxies() if proxies is None else proxies
        for scheme, url in self.proxies.items():
            scheme = scheme.lower()
            setattr(self, scheme + "_open", lambda req, url=url, scheme=scheme: self.proxy_open(req, url, scheme))

    def proxy_open(self, req, proxy, type):
        scheme, rest = _split_type(proxy)
        if not rest.startswith("/"):
            scheme, authority = None, proxy
        elif not rest.startswith("//"):
            raise ValueError(f"proxy URL with no authority: {proxy!r}")
        else:
            # A password may have slashes.
            end = rest.find("/", max(rest.find("@"), 2))
            authority = rest[2:] if end < 0 else rest[2:end]
        if req.host and proxy_bypass(req.host):
            return None
        credentials, _, host = authority.rpartition("@")
        user, _, password = credentials.partition(":")
        if user and password:
            credentials = f"{unquote(user)}:{unquote(password)}"
            req.add_header("Proxy-authorization", "Basic " + base64.b64encode(credentials.encode()).decode("ascii"))
        wanted = req.type
        scheme = scheme or wanted
        req.set_proxy(unquote(host), scheme)
        if wanted in (scheme, "https"):
            # The usual handler of this scheme goes on.
            return None
        return self.parent.open(req, timeout=req.timeout)


class HTTPPasswordMgr:
    """Names and passwords, by realm and URL."""

    def __init__(self):
        # By realm and then by the URLs, each as it is without a port, and with the one that its scheme implies.
        self.passwd = {}

    def add_password(self, realm, uri, user, passwd):
        """What is below this URL, or these URLs, is for this user."""
        known = self.passwd.setdefault(realm, {})
        uris = [uri] if isinstance(uri, str) else uri
        for default_port in True, False:
            known[tuple(self.reduce_uri(one, default_port) for one in uris)] = user, passwd

    def find_user_password(self, realm, authuri):
        """Name and password for a URL; twice None if nobody knows."""
        for default_port in True, False:
            wanted = self.reduce_uri(authuri, default_port)
            for uris, credentials in self.passwd.get(realm, {}).items():
                if any(self.is_suburi(uri, wanted) for uri in uris):
                    return credentials
        return None, None

    def reduce_uri(self, uri, default_port=True):
        """Host and path of a URL, or of a host alone."""
        parts = urlsplit(uri)
        if not parts.netloc:
            return uri, "/"
        host, port = parts.netloc, {"http": 80, "https": 443}.get(parts.scheme)
        if default_port and port and not re.search(":[0-9]+$", host):
            host = f"{host.removesuffix(':')}:{port}"
        return host, parts.path or "/"

    def is_suburi(self, base, test):
        """Whether a reduced URL is another or below it."""
        return base == test or base[0] == test[0] and test[1].startswith(base[1].removesuffix("/") + "/")


class HTTPPasswordMgrWithDefaultRealm(HTTPPasswordMgr):
    """Where None stands for every realm."""

    def find_user_password(self, realm, authuri):
        user, password = HTTPPasswordMgr.find_user_password(self, realm, authuri)
        if user is not None:
            return user, password
        return HTTPPasswordMgr.find_user_password(self, None, authuri)


def _realms(question):
    """The schemes that a server names in one header, with the realm of each; of the first alone, if none has a realm."""
    named = re.findall(r"""(?:^|,)[ \t]*([^ \t,]+)[ \t]+realm=(["']?)([^"']*)\2""", question, re.IGNORECASE)
    if not named:
        return [(question.split()[0] if question else "", None)]
    if any(not quote for _, quote, _ in named):
        warnings.warn("Basic Auth Realm was unquoted", UserWarning, 3)
    return [(scheme, realm) for scheme, _, realm in named]


class AbstractBasicAuthHandler:
    """Answers questions for a password."""

    def __init__(self, password_mgr=None):
        self.passwd = HTTPPasswordMgr() if password_mgr is None else password_mgr
        self.add_password = self.passwd.add_password

    def http_error_auth_reqed(self, authreq, host, req, headers):
        questions = headers.get_all(authreq)
        if not questions:
            return None
        unsupported = None
        for question in questions:
            for scheme, realm in _realms(question):
                if scheme.lower() != "basic":
                    unsupported = scheme
                elif realm is not None:
                    return self.retry_http_basic_auth(host, req, realm)
        if unsupported is not None:
            raise ValueError(f"AbstractBasicAuthHandler does not support the following scheme: {unsupported!r}")
        return None

    def retry_http_basic_auth(self, host, req, realm):
        user, password = self.passwd.find_user_password(realm, host)
        if password is None:
            return None
        answer = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
        if req.get_header(self.auth_header) == answer:
            # It was wrong.
            return None
        req.add_unredirected_header(self.auth_header, answer)
        return self.parent.open(req, timeout=req.timeout)


class HTTPBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Those of servers."""

    auth_header = "Authorization"

    def http_error_401(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed("www-authenticate", req.full_url, req, headers)


class ProxyBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Those of proxies."""

    auth_header = "Proxy-authorization"

    def http_error_407(self, req, fp, code, msg, headers):
        return self.http_error_auth_reqed("proxy-authenticate", req.host, req, headers)


def build_opener(*handlers):
    """An opener with the usual handlers and these."""
    opener = OpenerDirector()
    usual = [ProxyHandler, UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, FileHandler,
             HTTPErrorProcessor, DataHandler]
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


# Files that urlretrieve() made.
_temporary_files = []


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Copy what a URL names into a file; returns its name and the headers."""
    scheme, path = _split_type(url)
    with urlopen(url, data) as source:
        headers = source.info()
        if scheme == "file" and not filename:
            return os.path.normpath(_split_host(path)[1]), headers
        if filename:
            target = open(filename, "wb")
        else:
            import tempfile
            target = tempfile.NamedTemporaryFile(delete=False)
            filename = target.name
            _temporary_files.append(filename)
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
    """Remove the files that urlretrieve() made, and forget the installed opener."""
    for name in _temporary_files:
        try:
            os.unlink(name)
        except OSError:
            pass
    _temporary_files.clear()
    install_opener(None)


def pathname2url(path):
    return quote(path)


def url2pathname(path):
    return unquote(path)
