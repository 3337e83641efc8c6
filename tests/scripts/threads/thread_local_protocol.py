# Local objects beside getting and setting: what fails, what dir() shows, an __init__ that fails in a thread.
import copy
import threading


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


plain = threading.local()
plain.x = 1
attempt(lambda: [name for name in dir(plain) if not name.startswith("__")])
attempt(lambda: setattr(plain, "__dict__", {}))
attempt(lambda: delattr(plain, "__dict__"))
attempt(lambda: delattr(plain, "y"))
attempt(lambda: copy.copy(plain))
attempt(lambda: copy.deepcopy(plain))


class Counter(threading.local):
    step = 2

    def __init__(self, start):
        if threading.current_thread().name == "refused":
            raise ValueError("not here")
        self.count = start

    @property
    def next(self):
        return self.count + self.step

    @next.setter
    def next(self, value):
        self.count = value - self.step


counter = Counter(5)
attempt(lambda: [name for name in dir(counter) if not name.startswith("__")])
attempt(lambda: setattr(counter, "__dict__", {}))
attempt(lambda: copy.copy(counter))


def refused():
    attempt(lambda: counter.count)
    attempt(lambda: setattr(counter, "count", 1))
    attempt(lambda: counter.__dict__)
    threading.current_thread().name = "accepted"
    attempt(lambda: counter.next)
    counter.next = 40
    attempt(lambda: counter.__dict__)


thread = threading.Thread(target=refused, name="refused")
thread.start()
thread.join()
print(counter.count)
