s = "mississippi"
print(s.find("ss"), s.find("ss", 3), s.find("ss", 3, 5), s.find("x"), s.find(""), s.find("", 11), s.find("", 12))
print(s.rfind("ss"), s.rfind("ss", 0, 5), s.rfind("x"), s.rfind(""), s.rfind("i", -3))
print(s.index("ip"), s.rindex("i"))
for f in (s.index, s.rindex):
    try:
        f("zz")
    except ValueError as e:
        print(e)
print(s.count("s"), s.count("ss"), s.count("issi"), s.count(""), s.count("s", 3), s.count("s", 3, 4))
print(s.startswith("mis"), s.startswith("iss", 1), s.startswith(("x", "m")), s.startswith(""), s.startswith("", 12), s.startswith(()))
print(s.endswith("ppi"), s.endswith("pp", 0, -1), s.endswith(("x", "pi")), s.endswith("mississippi!"))
print("ss" in s, "sss" in s, "" in s, "ss" not in s)
try:
    s.startswith(1)
except TypeError as e:
    print(e)
try:
    s.startswith(("a", 1))
except TypeError as e:
    print(e)
try:
    s.find(1)
except TypeError as e:
    print(e)
print("äöü".find("ü"), "日本語".index("語"), "日本語".rfind("日"), "a😀b".find("b"))
