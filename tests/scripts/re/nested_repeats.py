"""Repetitions inside repetitions, which backtrack, find what they find; \\b and \\B of ASCII patterns."""

import re

TEXTS = ["", "aaa", "aaab", "aab aaab", "xxxy", "ababab", "a.b.c", "a.b.", '"a\\"b" c', "key=1; other=22", "aaaaaaaaaaaaac", "one two  three"]
PATTERNS = [r"(a+)+b", r"(a|aa)+b", r"(x+x+)+y", r"(?:ab|a(?:b+)*)+", r"^(?:[a-z]+\.)*[a-z]+$", r'"(?:[^"\\]+|\\.)*"',
            r"(?:\w+\s*)*three", r"((a+)|(b+))*", r"(?:a+?)+?b", r"(?:(\w+)=(\d+)(?:; )?)+", r"(a+){2,}b", r"(?P<word>(?:[a-z]+ ?)+)",
            r"((?:a{1,2})+)*b", r"(?i:(A+)+B)", r"(?:(?:a+)+)++b", r"(\w+\s?)+$"]
for pattern in PATTERNS:
    for text in TEXTS:
        found = re.search(pattern, text)
        full = re.fullmatch(pattern, text)
        print(pattern, repr(text), found and (found.span(), found.groups()), full and full.span(), re.match(pattern, text) is not None,
              re.findall(pattern, text), re.sub(pattern, "<>", text))

# Linear even here: what is found does not depend on how.
print(re.match(r"(?:a+)+b", "a" * 5000 + "b").span())

for flags in (0, re.ASCII):
    for pattern in (r"\bé", r"é\b", r"\Bé", r"\b\w+\b", r"\B.\B", r"\b", r"\B"):
        print(flags, pattern, [found.span() for found in re.finditer(pattern, "caféx été a", flags)])
for pattern in (rb"\b", rb"\B", rb"\b\w+\b"):
    print(pattern, [found.span() for found in re.finditer(pattern, "caf\xe9 b_1".encode("latin-1"))])
print(re.split(r"\b", "a bc", flags=re.A), re.sub(r"\b", "|", "a bc", flags=re.A))
