def use():
    return value


try:
    use()
except NameError as e:
    print(e)
value = 1
print(use())
value = 2
print(use())
del value
try:
    use()
except NameError as e:
    print(e)
globals()["value"] = "through the dict"
print(use())


def length(x):
    return len(x)


print(length("abc"))
len = lambda x: "shadowed"
print(length("abc"))
del len
print(length("abc"))
import builtins
builtins.brand_new = "built in"


def new():
    return brand_new


print(new())
brand_new = "global"
print(new())
del brand_new
print(new())
builtins.brand_new = "changed"
print(new())
del builtins.brand_new
try:
    new()
except NameError as e:
    print(e)
# Many new globals, so that the table of names has to grow under the caches.
for i in range(200):
    globals()[f"filler{i}"] = i
print(use(), filler0, filler199)
for i in range(0, 200, 2):
    del globals()[f"filler{i}"]
value = "still right"
print(use(), filler1)
import math
def root():
    return math.sqrt(4)
print(root())
old, math.sqrt = math.sqrt, lambda x: "replaced"
print(root())
math.sqrt = old
print(root())
space = {"f": None}
exec("x = 'first'\ndef f(): return x", space)
print(space["f"]())
space["x"] = "second"
print(space["f"]())
