"""URLs: taking them apart, putting them together, and the escapes in them (RFC 3986)."""

from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs",
           "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes",
           "DefragResult", "ParseResult", "SplitResult"]

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero",
                 "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
               "snews", "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git",
               "git+ssh", "ws", "wss", "itms-services"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips",
               "mms", "sftp", "tel"]

_SCHEME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.")
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
_HEX = frozenset(b"0123456789abcdefABCDEF")
_CONTROL = "".join(map(chr, range(33)))


class _Netloc:
    """What a network location consists of: user, password, host, port."""

    __slots__ = ()

    @property
    def _userinfo(self):
        user, at, _ = self.netloc.rpartition("@")
        if not at:
            return None, None
        name, colon, password = user.partition(":")
        return name, password if colon else None

    @property
    def _hostinfo(self):
        place = self.netloc.rpartition("@")[2]
        _, bracket, bracketed = place.partition("[")
        if bracket:
            host, _, port = bracketed.partition("]")
            port = port.partition(":")[2]
        else:
            host, _, port = place.partition(":")
        return host, port or None

    @property
    def username(self):
        return self._userinfo[0]

    @property
    def password(self):
        return self._userinfo[1]

    @property
    def hostname(self):
        host = self._hostinfo[0]
        if not host:
            return None
        host, percent, zone = host.partition("%")
        return host.lower() + percent + zone

    @property
    def port(self):
        port = self._hostinfo[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        number = int(port)
        if number > 65535:
            raise ValueError("Port out of range 0-65535")
        return number


class DefragResult(namedtuple("DefragResult", "url fragment")):
    """A URL and its fragment."""

    __slots__ = ()

    def geturl(self):
        return f"{self.url}#{self.fragment}" if self.fragment else self.url


class SplitResult(namedtuple("SplitResult", "scheme netloc path query fragment"), _Netloc):
    """The five parts of a URL."""

    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple("ParseResult", "scheme netloc path params query fragment"), _Netloc):
    """The six parts of a URL."""

    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


def _text(*parts):
    """Parts as texts; bytes are taken as ASCII. Second: whether they were bytes."""
    given = [part for part in parts if part]
    if given and all(isinstance(part, (bytes, bytearray)) for part in given):
        return [bytes(part or b"").decode("ascii") for part in parts], True
    if any(part is not None and not isinstance(part, str) for part in given):
        raise TypeError("Cannot mix str and non-str arguments")
    return [part or "" for part in parts], False


def _as_bytes(result):
    return type(result)(*(part.encode("ascii") for part in result))


def urlsplit(url, scheme="", allow_fragments=True):
    """Scheme, network location, path, query and fragment of a URL."""
    (url, scheme), were_bytes = _text(url, scheme)
    url = url.lstrip(_CONTROL)
    scheme = scheme.strip(_CONTROL)
    for unsafe in "\t\r\n":
        url = url.replace(unsafe, "")
        scheme = scheme.replace(unsafe, "")
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and all(c in _SCHEME for c in url[:colon]):
        scheme, url = url[:colon].lower(), url[colon + 1:]
    if url[:2] == "//":
        end = min((at for at in (url.find(c, 2) for c in "/?#") if at >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    result = SplitResult(scheme, netloc, url, query, fragment)
    return _as_bytes(result) if were_bytes else result


def urlparse(url, scheme="", allow_fragments=True):
    """As urlsplit(), with the parameters of the last part of the path apart."""
    (url, scheme), were_bytes = _text(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in path:
        at = path.find(";", path.rfind("/") + 1 if "/" in path else 0)
        if at >= 0:
            path, params = path[:at], path[at + 1:]
    result = ParseResult(scheme, netloc, path, params, query, fragment)
    return _as_bytes(result) if were_bytes else result


def urlunsplit(components):
    """The URL of five parts."""
    (scheme, netloc, url, query, fragment), were_bytes = _text(*components)
    if netloc:
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    elif url[:2] == "//" or (scheme and scheme in uses_netloc and (not url or url[:1] == "/")):
        url = "//" + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    if fragment:
        url = url + "#" + fragment
    return url.encode("ascii") if were_bytes else url


def urlunparse(components):
    """The URL of six parts."""
    (scheme, netloc, url, params, query, fragment), were_bytes = _text(*components)
    if params:
        url = f"{url};{params}"
    url = urlunsplit((scheme, netloc, url, query, fragment))
    return url.encode("ascii") if were_bytes else url


def _without_dots(parts):
    kept = []
    for part in parts:
        if part == "..":
            if kept:
                kept.pop()
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return kept


def urljoin(base, url, allow_fragments=True):
    """What a URL means where the base URL is."""
    if not base:
        return url
    if not url:
        return base
    (base, url), were_bytes = _text(base, url)
    b = urlparse(base, "", allow_fragments)
    u = urlparse(url, b.scheme, allow_fragments)
    if u.scheme != b.scheme or u.scheme not in uses_relative:
        joined = url
    elif u.scheme in uses_netloc and u.netloc:
        joined = urlunparse(u)
    else:
        netloc = b.netloc if u.scheme in uses_netloc else u.netloc
        path, params, query = u.path, u.params, u.query
        if not path and not params:
            path, params = b.path, b.params
            query = query or b.query
        else:
            base_parts = b.path.split("/")
            if base_parts[-1] != "":
                del base_parts[-1]
            if path[:1] == "/":
                parts = path.split("/")
            else:
                parts = base_parts + path.split("/")
                parts[1:-1] = filter(None, parts[1:-1])
            path = "/".join(_without_dots(parts)) or "/"
        joined = urlunparse((u.scheme, netloc, path, params, query, u.fragment))
    return joined.encode("ascii") if were_bytes else joined


def urldefrag(url):
    """The URL without its fragment, and the fragment."""
    (text,), were_bytes = _text(url)
    if "#" in text:
        s, n, p, a, q, fragment = urlparse(text)
        result = DefragResult(urlunparse((s, n, p, a, q, "")), fragment)
    else:
        result = DefragResult(text, "")
    return _as_bytes(result) if were_bytes else result


def quote_from_bytes(bs, safe="/"):
    """Bytes with everything escaped that is not allowed in a URL."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if isinstance(safe, str):
        safe = safe.encode("ascii", "ignore")
    allowed = _SAFE.union(byte for byte in safe if byte < 128)
    return "".join(chr(byte) if byte in allowed else f"%{byte:02X}" for byte in bs)


def quote(string, safe="/", encoding=None, errors=None):
    """Text with everything escaped that is not allowed in a URL."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    """As quote(), with + for spaces."""
    space = " " if isinstance(string, str) else b" "
    if space not in string:
        return quote(string, safe, encoding, errors)
    if isinstance(safe, bytes):
        safe = safe.decode("ascii")
    return quote(string, safe + " ", encoding, errors).replace(" ", "+")


def unquote_to_bytes(string):
    """Bytes with the escapes undone."""
    if isinstance(string, str):
        string = string.encode("utf-8")
    pieces = bytes(string).split(b"%")
    result = [pieces[0]]
    for piece in pieces[1:]:
        digits = piece[:2]
        if len(digits) == 2 and all(byte in _HEX for byte in digits):
            result += [bytes([int(digits, 16)]), piece[2:]]
        else:
            result += [b"%", piece]
    return b"".join(result)


def unquote(string, encoding="utf-8", errors="replace"):
    """Text with the escapes undone."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding or "utf-8", errors or "replace")
    if "%" not in string:
        return string
    out = []
    for part in _runs(string):
        out.append(unquote_to_bytes(part).decode(encoding or "utf-8", errors or "replace") if part.isascii() else part)
    return "".join(out)


def _runs(string):
    """Pieces that are all ASCII or all not."""
    start = 0
    for at in range(1, len(string) + 1):
        if at == len(string) or (ord(string[at]) < 128) != (ord(string[start]) < 128):
            yield string[start:at]
            start = at


def unquote_plus(string, encoding="utf-8", errors="replace"):
    """As unquote(), with spaces for +."""
    return unquote(string.replace("+", " "), encoding, errors)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    """The (name, value) pairs of a query."""
    (qs,), were_bytes = _text(qs)
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(separator, bytes):
        separator = separator.decode("ascii")
    if not qs:
        return []
    if max_num_fields is not None and qs.count(separator) + 1 > max_num_fields:
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, equals, value = field.partition("=")
        if not equals and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if value or keep_blank_values:
            pair = unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)
            pairs.append(tuple(part.encode("ascii") for part in pair) if were_bytes else pair)
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):
    """The values of a query by their names."""
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        result.setdefault(name, []).append(value)
    return result


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """A query of a mapping or of pairs."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError:
            raise TypeError("not a valid non-string sequence or mapping object") from None

    def shown(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    parts = []
    for name, value in query:
        name = shown(name)
        if doseq and not isinstance(value, (str, bytes)):
            try:
                len(value)
            except TypeError:
                pass
            else:
                parts.extend(f"{name}={shown(item)}" for item in value)
                continue
        parts.append(f"{name}={shown(value)}")
    return "&".join(parts)
