assert True
assert 1 + 1 == 2, "arithmetic"
try:
    assert False
except AssertionError as e:
    print(repr(e), str(e) == "")
try:
    assert [], "empty list"
except AssertionError as e:
    print(e, e.args)
try:
    assert 0, ("a", "tuple")
except AssertionError as e:
    print(e.args)
try:
    assert 0, ValueError("inner")
except AssertionError as e:
    print(repr(e))
x = 1
y = [1, 2, 3, 4, 5]
z = {"a": 1, "b": 2}


class C:
    attr = 1


c = C()
c.own = 2
del x, y[0], z["a"], c.own
print(y, z)
del y[1:3]
print(y)
(del_me, me_too) = 1, 2
del (del_me, me_too)
for name in ("x", "del_me", "c.own", "z['a']", "y[10]"):
    try:
        eval(name)
    except Exception as e:
        print(type(e).__name__, e)
try:
    del c.attr
except AttributeError as e:
    print(e)
try:
    del z["nope"]
except KeyError as e:
    print(e)
del C.attr
print(hasattr(c, "attr"))
try:
    del undefined
except NameError as e:
    print(e)
pass
...
"a bare string"
1 + 1


def only_doc():
    """doc"""


def only_ellipsis(): ...


print(only_doc(), only_ellipsis())
if True: pass; print("two statements"); print("on a line")
a = 1; b = 2; print(a, b);
del a; print("a" in globals())
