# What matches behind an empty match: something at the same place, or a character later.
import re

print(re.findall("|a", "a"), re.findall("|a", "aa"), re.findall("x*", "axb"), re.findall(r"\b|\w+", "ab cd"))
print([m.span() for m in re.finditer("|a", "aa")], [m.span() for m in re.finditer("x*?", "xx")])
print(re.sub("|a", "-", "aa"), re.sub("x*", "-", "abxd"), re.sub("x*?", "-", "abx"), re.subn("|a", "<>", "ba"))
print(re.sub("|a", lambda m: f"[{m.group()}]", "aab"), re.sub("(|a)(b?)", r"<\1\2>", "ab"))
print(re.split("x*", "axbc"), re.split("|a", "bab"), re.split(r"(|-)", "a-b"), re.split(r"\b", "one two"))
print(re.findall("(?:)|é", "éé"), re.findall("$|a", "a\n"), re.findall("(?m)^|a", "a\na"), re.findall("a??", "aa"))
print(re.findall(b"|a", b"aa"), re.sub(b"|a", b"-", b"aa"), re.compile("|a").findall("baab", 1, 3))
print(re.findall("(a)|(b)|", "ab"), re.findall("(?=a)|a", "aa"), re.sub("(?=a)|a", "-", "aa"), re.findall("a*|b", "aab"))
print(re.findall("", ""), re.findall("", "ab"), re.split("", "ab"), re.sub("", "-", "ab"), re.sub("", "-", "ab", count=2))
