"""bisect: places in sorted lists, with bounds and keys."""

import bisect

a = [1, 2, 2, 2, 3, 5]
for x in (0, 1, 2, 2.5, 3, 4, 5, 6):
    print(x, bisect.bisect_left(a, x), bisect.bisect_right(a, x), bisect.bisect(a, x))
print(bisect.bisect(a, 2, 2), bisect.bisect(a, 2, 0, 2), bisect.bisect_left(a, 9, hi=3), bisect.bisect([], 1))
for x in (4, 2, 0, 9):
    bisect.insort(a, x)
print(a)
people = [("ann", 31), ("bob", 40), ("cy", 52)]
print(bisect.bisect(people, 40, key=lambda p: p[1]), bisect.bisect_left(people, 40, key=lambda p: p[1]))
bisect.insort(people, ("dan", 40), key=lambda p: p[1])
bisect.insort_left(people, ("eve", 40), key=lambda p: p[1])
print(people)
print([("F", "D", "C", "B", "A")[bisect.bisect([60, 70, 80, 90], score)] for score in (33, 60, 77, 89, 90, 100)])
for call in (lambda: bisect.bisect(a, 1, -1), lambda: bisect.bisect(a, "x"), lambda: bisect.bisect_left(["a"], 1)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
