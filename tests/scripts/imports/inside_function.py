def f():
    import math
    from _helpers.shapes import area
    return math.floor(2.5), area(2, 2)


print(f())
try:
    math
except NameError as e:
    print(e)


class C:
    from math import pi
    import math as m


print(round(C.pi, 3), C.m.ceil(1.2))
if True:
    import math
print(math.floor(1.5))
import math, sys, time as t
print(sys.modules["math"] is math, t.__name__)
for name in ("math", "sys"):
    print(__import__(name).__name__)
try:
    import math.sub
except ImportError as e:
    print(e)
try:
    from math import sqrt, nothing
except ImportError as e:
    print(str(e).split(" (")[0])
