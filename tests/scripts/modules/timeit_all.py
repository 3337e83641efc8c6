"""timeit with a clock of the test's own, so that it prints what it counts."""

import timeit

ticks = 0


def clock():
    global ticks
    ticks += 1
    return ticks * 0.5


calls = []
print(timeit.timeit("calls.append(1)", number=3, timer=clock, globals=globals()), len(calls))
print(timeit.timeit(lambda: calls.append(2), number=2, timer=clock), len(calls))
print(timeit.timeit("x.append(1)\nprint(len(x))", "x = []\nprint('setup')", number=2, timer=clock))
print(timeit.repeat("pass", repeat=3, number=10, timer=clock))
timer = timeit.Timer("pass", timer=clock)
print(timer.autorange(), timer.autorange(lambda number, taken: print("callback", number, taken)))
timer = timeit.Timer("n += 1", "n = 0", timer=clock)
print(timer.timeit(5), len(timer.repeat(4, 1)))
timer = timeit.Timer(stmt=lambda: calls.append(3), setup=lambda: print("called setup"), timer=clock)
print(timer.timeit(2), calls[-2:])
for arguments in ((1,), ("pass", 1)):
    try:
        timeit.Timer(*arguments)
    except ValueError as error:
        print(error)
try:
    timeit.timeit("x +", number=1)
except SyntaxError as error:
    print(error.msg, error.filename)
try:
    timeit.timeit("1 / 0", number=1)
except ZeroDivisionError as error:
    print(error)
timeit.main(["-n", "3", "-r", "2", "-u", "sec", "pass"], _wrap_timer=lambda timer: clock)
timeit.main(["-n", "1", "-r", "1", "-s", "x = 1", "-s", "y = 2", "print(x, y)", "print(y)"], _wrap_timer=lambda timer: clock)
print(timeit.main(["-u", "year"]))
print(timeit.main(["--nope"]))
print(timeit.default_number, timeit.default_repeat, isinstance(timeit.default_timer(), float))
