# Regular expressions: matching, groups, replacing, splitting, flags.
import re

m = re.match(r"(?P<word>\w+) (\d+)", "hello 42 more")
print(m, m.group(), m.group(1, 2), m["word"], m.groups(), m.groupdict(), m.span(), m.span(2), m.start("word"), m.end(), m.lastindex, m.lastgroup)
print(m.re, m.string, m.pos, m.expand(r"\2-\g<word>"), bool(m))
print(re.search("b+", "aabbb"), re.match("b", "ab"), re.fullmatch("a|ab", "ab"), re.fullmatch("a", "ab"))
print(re.findall(r"\d+", "1 22 333"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"(x)?y", "xy y"), re.findall("", "ab"))
print([m.span() for m in re.finditer("a|", "aab")], re.split(r"[,;]\s*", "a, b;c"), re.split("(-)", "a-b-c", maxsplit=1), re.split("x*", "axbc"))
print(re.sub(r"(\w+)@(\w+)", r"\2 at \1", "me@here you@there"), re.sub("x*", "-", "abxd"), re.sub("a", lambda m: m.group().upper(), "banana", count=2))
print(re.subn("a", "b", "aaa"), re.sub(r"\s+", " ", "a  b\n\tc"), re.sub("(a)|b", r"[\1]", "ab"), re.sub("x", r"\n\\", "x"))
print(re.findall("^a$", "a\na\n", re.M), re.findall("A.b", "a\nb A\nb", re.I | re.S), re.match("a.b", "a\nb"), re.findall(r"(?i)AbC", "abc ABC"))
print(re.compile(r"""
    (\d+)  # the number
    \s*    # spaces
    ([a-z]+ | \#)
""", re.X).findall("12 ab 3#"))
print(re.search(r"(?<=a)b(?=c)", "abc"), re.search(r"(?<!a)b", "ab b"), re.findall(r"\b\w", "one two"), re.search(r"(\w)\1", "hello"))
print(re.search("(?P<q>['\"]).*?(?P=q)", "say 'hi' \"x\""), re.match("(?:ab)+?c", "ababc"), re.findall("a{2}|b{1,}|c{,2}x|{", "aabbccx{"))
print(re.findall("[]a-c^-]", "]b^-d"), re.findall(r"[^\d\s]", "a1 b"), re.findall(r"[\[]|[&]", "[&"), re.findall(r"\$\.", "$."), re.findall("é|ü", "éü"))
print(re.match("a$", "a\n"), re.match(r"a\Z", "a\n"), re.search(r"\Aa", "ba"), re.findall(r"\w+", "grüße straße"), re.findall(r"\w+", "grüße", re.A))
print(re.match(rb"(\d+)", b"12ab").groups(), re.sub(rb"a", b"b", b"banana"), re.findall(b"\xff", b"a\xff"))
p = re.compile("a(b)?", re.I)
print(p, p.pattern, p.flags, p.groups, p.groupindex, p.match("xab", 1), p.search("xxab", 2, 3), p == re.compile("a(b)?", re.I), p.match("a").group(1))
print(re.escape("a.b*c [x]"), re.escape(b"+"), re.I, re.I | re.M, re.compile(p) is p, re.match("(a)|(b)", "b").groups("none"))
print(re.sub("(?P<y>\\d{4})-(?P<m>\\d\\d)", r"\g<m>/\g<y>", "2024-05"), re.match(".*", "ünï").span(), re.search("ï", "ünï").span())
text = "key = value ; other=1"
print(dict(re.findall(r"(\w+)\s*=\s*(\w+)", text)), re.split(r"\s*;\s*", text), [w.group() for w in re.compile(r"\w+").finditer(text, 4)])
for email in ("a@b.cd", "a@b", "no at"):
    print(email, bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", email)))


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)


for text in """re.compile('(')
re.compile(')')
re.compile('[')
re.compile('*')
re.compile('a**')
re.compile('a{3,2}')
re.compile('(?P<1>a)')
re.compile('(?P<n>a)(?P<n>b)')
re.compile('(?P=x)')
re.compile(r'\\q')
re.compile('[z-a]')
re.compile('\\\\')
re.compile('(?z)')
re.compile(r'(a)\\2')
re.compile('a(?i)b')
re.sub('a', r'\\1', 'a')
re.sub('a', r'\\q', 'a')
re.sub('a', r'\\g<x>', 'a')
re.match('a', 5)
re.match('a', b'a')
re.match(b'a', 'a')
re.compile(5)
re.match('(a)', 'a').group(2)
re.match('(a)', 'a')['x']
re.compile('x(')""".splitlines():
    attempt(text)
