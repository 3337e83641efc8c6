# Taking URLs apart, putting them together, escapes and queries.
from urllib.parse import *

for url in ["http://user:pa%20ss@Host.Example:8080/a/b;p=1?q=1&r=2#frag", "//host/path", "/just/path?x", "mailto:a@b.c",
            "http://[::1]:80/x", "http://host", "HTTP://HOST/", "path;params", "", "?q", "#f", "http://h:99999/",
            "http://h:abc/", "file:///etc/passwd", " http://x/\n"]:
    parts = urlsplit(url)
    print(repr(url), parts)
    print("   ", urlparse(url), parts.geturl())
    try:
        print("   ", parts.hostname, parts.port, parts.username, parts.password)
    except ValueError as error:
        print("   ", error)
base = "http://a/b/c/d;p?q"
for relative in ["g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "", ".", "./", "..", "../", "../g", "../..",
                 "../../g", "../../../g", "http:g", "g;x=1/../y", "https://x/y"]:
    print(relative, urljoin(base, relative))
print(quote("a b/ü&%~"), quote("a/b", safe=""), quote_plus("a b+c/d"), quote(b"\xff\x00"), quote(""))
print(unquote("a%20b%2Fc%C3%BC%zz%4"), unquote("%ff"), unquote_plus("a+b%2B"), unquote_to_bytes("a%ffü"))
print(urlencode({"a": 1, "b c": "d&e", "ü": "ß"}), urlencode([("a", [1, 2]), ("b", "x y")], doseq=True))
print(urlencode({"k": [1]}), urlencode({}, doseq=True), urlencode({"a": None}, quote_via=quote))
print(parse_qs("a=1&a=2&b=&c=%20+x"), parse_qs("a=&b", keep_blank_values=True), parse_qsl("a=1;b=2"), parse_qsl("a=1;b=2", separator=";"))
print(urldefrag("http://x/y#z"), urlunparse(("http", "h", "p", "x", "q", "f")), urlunsplit(("", "h", "/p", "", "")))
print(tuple(urlsplit(b"http://x/y")), urljoin("", "x"), urljoin("x", ""))
for wrong in (lambda: parse_qs("a", strict_parsing=True), lambda: urlencode(5), lambda: quote_from_bytes("x"),
              lambda: urlsplit("http://[::1/"), lambda: quote(b"x", encoding="utf-8"),
              lambda: parse_qsl("a&b&c", max_num_fields=2), lambda: urlencode("x")):
    try:
        print(wrong())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
