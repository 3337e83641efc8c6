import _helpers.shapes
import _helpers.shapes as s
from _helpers.shapes import area, Square as Sq
from _helpers import shapes, counting

print(_helpers.shapes.area(2, 3), s.area(1, 1), area(4, 5), Sq(3).side, shapes is s)
print(s.__name__, s.__doc__, __name__, Sq.__module__, _helpers.__name__, type(s).__name__)
print(counting.increment(), counting.increment(), counting.value)
from _helpers.counting import value, increment
increment()
print(value, counting.value)
counting.value = 100
print(increment(), value)
import _helpers.counting as again
print(again is counting, again.value)
try:
    s.nothing
except AttributeError as e:
    print(e)
try:
    from _helpers.shapes import nothing
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0], e.name)
try:
    import _helpers.absent
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    import absent.module
except ImportError as e:
    print(e)
try:
    import _helpers.shapes.deeper
except ImportError as e:
    print(e)
