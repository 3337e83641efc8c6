s = "héllo 漢😀"
print(s.encode(), s.encode("utf-8"), len(s), len(s.encode()))
print(s.encode().decode() == s, "abc".encode("ascii"), "é".encode("latin-1"), b"\xe9".decode("latin-1"))
print("é漢".encode("ascii", "ignore"), "é漢".encode("ascii", "replace"), "é漢".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"))
print(b"a\xffb".decode("utf-8", "ignore"), b"a\xffb".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "backslashreplace"), b"a\xffb".decode(errors="replace"))
try:
    "é".encode("ascii")
except UnicodeEncodeError as e:
    print(e)
    print(e.encoding, e.start, e.end, e.reason, e.object)
try:
    b"ab\xff".decode()
except UnicodeDecodeError as e:
    print(e)
    print(e.encoding, e.start, e.end, e.reason, e.object)
try:
    b"\xc3".decode()
except UnicodeDecodeError as e:
    print(e)
try:
    b"\x80abc".decode("ascii")
except UnicodeDecodeError as e:
    print(e)
try:
    "x".encode("no-such")
except LookupError as e:
    print(e)
print("ab".encode("utf-16-le"), "a".encode("utf-16-be"), b"a\x00".decode("utf-16-le"), "é".encode("UTF8"), "x".encode("utf_8"))
print(issubclass(UnicodeDecodeError, ValueError), bytes("é", "utf-8"), str(b"abc"), str(b"\xc3\xa9", "utf8"), chr(233), ord("é"))
