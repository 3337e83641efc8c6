print("a" + "b", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "" * 5)
print("abc" == "abc", "abc" != "abd", "a" < "b", "é" > "z", "A" < "a", "10" < "9")
print("b" in "abc", "bd" in "abc", "" in "abc")
s = "x"
for i in range(5):
    s += str(i)
print(s, len(s))
print(hash("abc") == hash("ab" + "c"))
print(min("hello"), max("hello"), sorted("hello"), list(reversed("abc")), "".join(reversed("abc")))
print(str(1) + str(2.5) + str(None) + str(True) + str([1, "a"]) + str((1,)) + str({"k": "v"}))
print(repr("a"), repr(str(b"x")), ascii("é漢😀\n"), str(b"caf\xc3\xa9", "utf-8"), str(object=5), str())
print("%s" % "x" + "y", "a" "b" "c".upper())
print("abc".__len__(), "abc".__contains__("b"), "a".__add__("b"), "abc".__getitem__(1), "a".__mul__(3), "a".__eq__(1))
print(*"abc", sep="-")
print("a" if "" else "empty is false", bool(" "))
big = "ab" * 1000
print(len(big), big.count("ba"), big[999:1003])
try:
    "a" * (1 << 62)
except (MemoryError, OverflowError) as e:
    print(type(e).__name__)
