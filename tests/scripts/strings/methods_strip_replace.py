print(repr("  x \t\n".strip()), repr("  x ".lstrip()), repr("  x ".rstrip()), "xxaxx".strip("x"), "abcba".strip("ab"), "abc".strip(""), "www.example.com".strip("cmowz."), repr("\u3000x\xa0".strip()))
print("xyx".lstrip("x"), "xyx".rstrip("x"), "xyx".strip(None))
print("prefix-body".removeprefix("prefix-"), "body.txt".removesuffix(".txt"), "x".removeprefix("y"), "x".removesuffix(""))
print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "aaa".replace("", "-"), "aaa".replace("", "-", 2), "aaa".replace("aa", "b"), "".replace("", "x"), "abc".replace("z", "y"), "aaa".replace("a", "b", count=1))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(2) + "|", "ab\tcd\n\te".expandtabs(4))
print("42".zfill(5), "-42".zfill(5), "+1".zfill(4), "".zfill(2), "abc".zfill(2))
print("x".ljust(5) + "|", "x".rjust(5) + "|", "x".center(5) + "|", "x".center(4, "*"), "ab".center(5, "*"), "abc".ljust(2), "é".rjust(3, "→"))
try:
    "x".ljust(5, "ab")
except TypeError as e:
    print(e)
table = str.maketrans("abc", "xyz", "d")
print("aabbccdd".translate(table), "abc".translate({97: None, 98: "BB", 99: 67}), str.maketrans({"a": "1", 98: "2"}))
try:
    "abc".replace("a", 1)
except TypeError as e:
    print(e)
