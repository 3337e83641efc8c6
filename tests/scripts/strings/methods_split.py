print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".split(",", -1), "a,b,,c".split(",", 0))
print("  a  b c ".split(), "  a  b c ".split(None, 1), "".split(), "".split(","), "   ".split())
print("a,b,,c".rsplit(",", 1), "a,b,,c".rsplit(","), "  a  b c ".rsplit(None, 1), "  a  b c ".rsplit())
print("a--b--c".split("--"), "abc".split("abc"), "aXbXc".split("X", maxsplit=1), "a b".split(sep=" "))
print("one\ntwo\r\nthree\rfour".splitlines(), "one\ntwo\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines())
print("key=value=x".partition("="), "key=value=x".rpartition("="), "none".partition("="), "none".rpartition("="))
try:
    "a".split("")
except ValueError as e:
    print(e)
try:
    "a".partition("")
except ValueError as e:
    print(e)
try:
    "a".split(1)
except TypeError as e:
    print(e)
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(str(i) for i in range(3)), "x".join(["only"]))
try:
    ",".join(["a", 1])
except TypeError as e:
    print(e)
try:
    ",".join(5)
except TypeError as e:
    print(e)
