# Many local objects and many threads: values go with whichever ends first, and nothing is mixed up between threads that
# take turns.
import threading

alive = 0


class Value:
    def __init__(self, tag):
        global alive
        alive += 1
        self.tag = tag

    def __del__(self):
        global alive
        alive -= 1


def count():
    return alive


def run(function, *args):
    thread = threading.Thread(target=function, args=args)
    thread.start()
    thread.join()


# Objects that go while their thread lives.
def passing():
    for number in range(5000):
        one = threading.local()
        one.value = Value(number)
        one.value = Value(-number)
    del one
    print("after 5000 objects:", count())


passing()
run(passing)

# Objects that outlive their threads.
kept = [threading.local() for _ in range(200)]


def fill(tag):
    for number, one in enumerate(kept):
        assert not hasattr(one, "value")
        one.value = Value((tag, number))
    assert all(one.value.tag == (tag, number) for number, one in enumerate(kept))


for tag in range(50):
    run(fill, tag)
print("after 50 threads:", count())

# Threads that take turns in the same places of the code.
shared = threading.local()
turns = threading.Barrier(4)
seen = []


class Counting(threading.local):
    made = []

    def __init__(self, start):
        Counting.made.append(start)
        self.count = start


counting = Counting(100)


def work(number):
    # Each has its attributes in another order.
    for name in "abcd"[number:] + "abcd"[:number]:
        setattr(shared, name, number)
    for turn in range(200):
        turns.wait()
        shared.a += 1
        shared.d -= 1
        counting.count += number
    seen.append((number, shared.a, shared.b, shared.c, shared.d, counting.count))


threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(seen), Counting.made, counting.count, shared.__dict__)


# The object goes in one thread while others have values in it.
one = threading.local()
filled = threading.Barrier(5)
gone = threading.Event()


def holds():
    one.value = Value("held")
    filled.wait()
    gone.wait()


threads = [threading.Thread(target=holds) for _ in range(4)]
for thread in threads:
    thread.start()
filled.wait()
print("held:", count())
del one
print("after del:", count())
gone.set()
for thread in threads:
    thread.join()


# An object that is its own value is a cycle until its thread ends.
def cycle():
    own = threading.local()
    own.own = own
    own.value = Value("cycle")


run(cycle)
print("after the cycle's thread:", count())
