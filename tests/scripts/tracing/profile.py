"""Profile functions: calls and returns, of native functions too."""
import sys


def prof(frame, event, arg):
    what = getattr(arg, "__name__", arg) if event.startswith("c_") else arg
    print(event, frame.f_code.co_name, frame.f_lineno, what)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def gen():
    yield len([1])
    yield 2


def work():
    fib(2)
    list(gen())
    [].append(1)
    a = [3, 1]
    a.sort(key=lambda x: abs(x))
    list.append(a, 4)
    try:
        int("x")
    except ValueError:
        pass
    try:
        [].pop()
    except IndexError:
        pass
    m = a.append
    m(3)
    " ".join(["a"])
    print(*a, sep=",")
    return 5


class C:
    def __init__(self):
        self.x = 1

    @property
    def p(self):
        return self.x

    def __enter__(self):
        return None

    def __exit__(self, *a):
        return True


def start():
    sys.setprofile(prof)
    len("a")


start()
work()
C().p
with C():
    1 / 0
print(sys.getprofile() is prof)
sys.setprofile(None)
print(sys.getprofile())


def failing(frame, event, arg):
    if event == "c_call":
        raise RuntimeError("stop")


sys.setprofile(failing)
try:
    work()
except RuntimeError as e:
    print(e, sys.getprofile())


def both(frame, event, arg):
    print("trace", event, frame.f_code.co_name)
    return both


sys.settrace(both)
sys.setprofile(prof)
fib(1)
sys.setprofile(None)
fib(0)
sys.settrace(None)
