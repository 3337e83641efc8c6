import collections
import functools
import itertools

Point = collections.namedtuple("Point", "x y")
print(Point(1, 2), collections.Counter("aab"), functools.reduce(max, [3, 1]), list(itertools.islice(itertools.count(), 3)))
