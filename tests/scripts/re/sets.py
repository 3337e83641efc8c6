# Sets of characters: ranges between characters however they are written, and what is no range.
import re

print(re.findall(r"[\xe0-\xf0]+", "aéz"), re.findall(rb"[\x80-\xff]", b"a\xe9\xff"), re.findall(r"[à-\xf0]", "é"))
print(re.findall(r"[\t-\r]", "a\tb\n\x0e"), re.findall(r"[\0-\x1f]", "a\0b\x1f "), re.findall(r"[\u03b1-\u03c9]+", "αβγ abc"))
print(re.findall(r"[a\-c]", "abc-"), re.findall(r"[-a]", "a-b"), re.findall(r"[a-]", "a-b"), re.findall(r"[\d-]", "1-a"))
print(re.findall(r"[]-a]", "]^_`ab"), re.findall(r"[^]a]", "]ab"), re.findall(r"[!-\-]", "!,-."))
print(re.findall(r"[\[-\]a-c]", "[]abcd"), re.findall(r"[a-c-e]", "abcd-e"), re.findall(r"[\b-\n]", "\b\t\n\x0b"))
print(re.findall(r"[#-&]", "#$%&'"), re.findall(r"[ -~]+", "é abc é"), re.findall(r"[\w.-]+", "a.b-c d"), re.findall(r"[~-]", "~-a"))

for pattern in [r"[z-a]", r"[\xf0-\xe0]", r"[a-\d]", r"[\d-a]", r"[\w-\w]", r"[a", r"[a-", r"[b-\x41]", r"[]"]:
    try:
        print(re.compile(pattern))
    except re.error as error:
        print(error)
