# A thread can be kept on some of the processors.
import os

mine = os.sched_getaffinity(0)
print(os.sched_setaffinity(0, mine), os.sched_getaffinity(0) == mine)
one = min(mine)
os.sched_setaffinity(0, [one])
print(os.sched_getaffinity(0) == {one}, len(os.sched_getaffinity(0)))
os.sched_setaffinity(0, iter(mine))
print(os.sched_getaffinity(os.getpid()) == mine)

for process, mask in [
    (0, []),
    (0, 3),
    (0, ["a"]),
    (0, [1.0]),
    (0, [-1]),
    (0, [2**40]),
    (0, [5000]),
    ("x", [0]),
    (-1, [0]),
    (2**31 - 1, [0]),
]:
    try:
        os.sched_setaffinity(process, mask)
    except Exception as error:
        print(type(error).__name__, error)
try:
    os.sched_getaffinity(-1)
except Exception as error:
    print(type(error).__name__, error)
