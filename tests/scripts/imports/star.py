from _helpers.shapes import *
from _helpers.limited import *

print(area(1, 2), public, Square(2).side)
try:
    _private
except NameError as e:
    print(e)
print(listed, _also_listed)
try:
    unlisted
except NameError as e:
    print(e)
