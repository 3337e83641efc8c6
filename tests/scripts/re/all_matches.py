# findall, split and sub over all matches: groups, bytes, empty matches, limits, and text that is not ASCII.
import re

print(re.findall(r"\d+", "1, 22 and 333"))
print(re.findall(r"(\d)(\d)?", "1, 22 and 333"))
print(re.findall(r"(\w)=", "a=1 b=2 =3"), re.findall(r"(?P<k>\w)=(?P<v>\d)", "a=1 b=2"))
print(re.findall(r"(a)|b", "abba"), re.findall(r"x*", "axxb"), re.findall(r"", "ab"), re.findall(r"b|", "abb"))
print(re.findall(rb"(\w)(\d)?", b"a1 b\xe9"), re.findall(rb"[\x80-\xff]", b"a\xe9\xff"))
print(re.findall(r"\w+", "naïve café Ω≈1"), re.findall(r"", "äö"), re.findall(r"\b", "é é"))
pattern = re.compile(r"ä.")
print(pattern.findall("ä1ä2ä3", 1), pattern.findall("ä1ä2ä3", 2, 4), pattern.findall("ä1ä2ä3", -5, 100), pattern.findall("ä1", 2, 1))

print(re.split(r",\s*", "a, b,c,  d"), re.split(r"(,)(x)?", "a,b,xc"), re.split(r",", ""), re.split(r"", "añb"))
print(re.split(r",", "a,b,c,d", maxsplit=2), re.split(r",", "a,b", maxsplit=-1), re.split(rb"(-)|,", b"a-b,c\xff"))
print(re.split(r"x*", "axbc"), re.split(r"\W+", "wörter, und ñ."))

print(re.sub(r"\d", "<\\g<0>>", "a1b22"), re.sub(r"(\w)(\d)?", r"\2\1", "a1b"), re.sub(r"x*", "-", "abxd"))
print(re.sub(r"b", "ß", "äbäbäb", count=2), re.subn(r"ä", "", "äbäc"), re.subn(r"q", "!", "none"))
print(re.sub(rb"(\d)", rb"[\1]", b"\xe91"), re.subn(rb"\xff", b"\xfe\x00", b"\xff-\xff", count=1))
print(re.sub(r"(?P<n>\d)", r"\g<n>\g<n>", "1x2"), re.sub(r"\b", "|", "é a"), re.sub(r"a", r"\n", "bab").encode())
print(re.sub(r"\d", lambda found: str(int(found[0]) + 1), "a1b2"), re.sub(r"a", "b", "aaa", count=-1))


class Text(str):
    pass


print(re.sub(r"a", Text("b"), Text("aa")), re.findall("a", Text("aa")), re.split("a", Text("xay")))
print(type(re.sub(r"q", "b", Text("aa"))).__name__, re.findall(b"a", bytearray(b"aa")), re.sub(b"a", bytearray(b"b"), b"aa"))

for call in [
    lambda: re.sub("a", b"b", "aaa"),
    lambda: re.sub(b"a", "b", b"aaa"),
    lambda: re.sub("q", b"b", "aaa"),
    lambda: re.findall("a", b"aaa"),
    lambda: re.split("a", 3),
    lambda: re.split("a", "b", maxsplit="x"),
    lambda: re.sub("a", "b", "c", count="x"),
]:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
