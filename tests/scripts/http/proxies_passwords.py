# urllib.request: which proxy, and whose password.
import http.client
import os
import urllib.request
import warnings


class Parent:
    """Opens nothing, and says what it should have."""

    def open(self, request, timeout=None):
        return request.type, request.host, request.selector, request.unredirected_hdrs


def proxies(**named):
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name == "REQUEST_METHOD":
            del os.environ[name]
    os.environ.update(named)
    print(named, urllib.request.getproxies())


proxies(HTTP_PROXY="http://a:1")
proxies(HTTP_PROXY="http://a:1", http_proxy="")
proxies(HTTP_PROXY="http://a", http_proxy="http://b")
proxies(HTTP_PROXY="http://a", REQUEST_METHOD="GET")
proxies(HTTP_PROXY="http://a", http_proxy="http://b", REQUEST_METHOD="GET")
proxies(Http_Proxy="http://a", FTP_PROXY="f", REQUEST_METHOD="")
proxies(HTTPS_PROXY="x", no_proxy="q", _proxy="nobody", a_pROXY="a", xproxy="n")
proxies()

for proxy in ("proxy:1", "http://u:p@proxy:1/", "http://u@proxy", "http://u:@proxy", "http://u:a%2fb/c@proxy/x", "", "//proxy", "///x",
              "/proxy", "http:proxy", "http:/proxy", "http://", "ftp://proxy", "socks://p:1", "HTTP://P", "a/b"):
    handler = urllib.request.ProxyHandler({"http": proxy})
    handler.add_parent(Parent())
    request = urllib.request.Request("http://x.y/z")
    request.timeout = 1
    try:
        print(repr(proxy), handler.http_open(request), request.type, request.host, request.selector, request.headers)
    except ValueError as failure:
        print(repr(proxy), failure)

known = urllib.request.HTTPPasswordMgr()
known.add_password("r", "http://h/", "u", "old")
known.add_password("r", "http://h/", "u", "new")
print(known.find_user_password("r", "http://h/x"))
known.add_password("r", ["http://h/a", "i:8080"], "u", "below")
known.add_password("r", "https://s/a/", "u", "safe")
known.add_password("s", "h", "u", "plain")
for realm in "rs":
    for url in ("http://h/a/b", "http://h/ab", "https://h/a", "http://h:80/a", "http://h:443/z", "h:80", "h", "h:81", "http://H/a",
                "http://u@h/a", "http://h/a?q", "http://h:/", "i:8080", "http://i:8080/x", "http://i/", "https://s/a", "https://s/a/b",
                "http://s/a/b", "s:443", ""):
        print(realm, url, known.find_user_password(realm, url))
print(known.passwd["s"])

for questions in (['Digest realm="b", Basic realm="a"'], ['Basic realm="a", Digest realm="b"'], ['Digest realm="b"', 'Basic realm="a"'],
                  ['Digest realm="b"'], ["Digest"], ["Basic"], ["Basic realm=a"], ["Basic realm='a'"], ['basic x=y, realm="a"'],
                  [""], ['BASIC  REALM="a"'], ['Bearer, Basic realm="a"'], ['Basic realm="?", Basic realm="a"'], []):
    headers = http.client.HTTPMessage()
    for question in questions:
        headers["WWW-Authenticate"] = question
    handler = urllib.request.HTTPBasicAuthHandler()
    handler.add_password("a", "http://h/", "u", "p")
    handler.add_parent(Parent())
    request = urllib.request.Request("http://h/x")
    request.timeout = 1
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            result = handler.http_error_401(request, None, 401, "", headers)
        except ValueError as failure:
            result = failure
    print(questions, result, [str(warning.message) for warning in said])
