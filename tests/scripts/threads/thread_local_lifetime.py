# What a thread put into a local object goes when the thread ends, or when the object does.
import threading


class Value:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


def run(function):
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()


shared = threading.local()
shared.value = Value("of the main thread")


def uses():
    shared.value = Value("of a thread that uses it")
    print("end of uses")


run(uses)
print("after uses")

kept = []


def makes():
    kept.append(threading.local())
    kept[0].value = Value("of the thread that made it")
    print("end of makes")


run(makes)
print("after makes", kept[0].__dict__)

filled = threading.Event()
deleted = threading.Event()
passing = threading.local()


def outlives():
    passing.value = Value("in an object that goes first")
    filled.set()
    deleted.wait()
    print("end of outlives")


thread = threading.Thread(target=outlives)
thread.start()
filled.wait()
del passing
print("after del")
deleted.set()
thread.join()


def many():
    for number in range(3):
        one = threading.local()
        one.value = Value(f"in object {number}")
        del one
    print("end of many")


run(many)


class Chain:
    def __del__(self):
        # The thread is ending, and its local object is used once more.
        print("gone: chain, still there:", hasattr(shared, "value"))
        shared.value = 1


def chained():
    shared.value = Chain()


run(chained)


class Endless:
    ends = False

    def __del__(self):
        if not self.ends:
            shared.value = Endless()


def endless():
    shared.value = Endless()


run(endless)


class Failing(threading.local):
    def __init__(self, fails=()):
        if fails:
            raise ValueError(fails.pop())


failing = Failing([])
fails = []
failing = Failing(fails)


def retried():
    fails.extend([1, 2, 3])
    for _ in range(4):
        try:
            failing.name = "made"
        except ValueError as error:
            print("failed", error)
    print(failing.name)


run(retried)
Endless.ends = True
print(shared.value.name)
del shared.value
print("end")
