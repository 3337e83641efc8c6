# Conditions: who is woken, what is returned, what is refused.
import threading

cond = threading.Condition()
print(repr(cond).startswith("<Condition(<unlocked _thread.RLock object owner=0 count=0 at 0x"), repr(cond)[-4:])

for action in (cond.wait, cond.notify, cond.notify_all):
    try:
        action()
    except RuntimeError as e:
        print(e)

with cond:
    with cond:
        print(cond.wait(0.01), cond.wait(0), cond.wait(-1))
        print(cond._is_owned())
try:
    with cond:
        cond.wait("soon")
except TypeError as e:
    print(e)

# Notifications go to the threads in the order of their arrival.
woken = []
arrived = 0


def waiter(number):
    global arrived
    with cond:
        arrived += 1
        cond.notify_all()
        while not permits:
            cond.wait()
        permits.pop()
        woken.append(number)


permits = []
order = threading.Condition(threading.Lock())
served = []


def queue_up(number, ready):
    with order:
        ready.set()
        notified = order.wait(10)
        served.append((number, notified))


threads = []
for number in range(4):
    ready = threading.Event()
    threads.append(threading.Thread(target=queue_up, args=(number, ready)))
    threads[-1].start()
    ready.wait()
with order:
    print(len(order._waiters), repr(order)[-4:])
    order.notify(2)
    print(len(order._waiters))
for thread in threads[:2]:
    thread.join()
print(sorted(served))
with order:
    order.notify_all()
for thread in threads:
    thread.join()
print(sorted(served))

# wait_for returns what the predicate returned last.
state = {"value": 0}
with order:
    print(order.wait_for(lambda: state["value"], timeout=0.01))
    state["value"] = 7
    print(order.wait_for(lambda: state["value"]))


# Any object with acquire and release is a lock.
class Noted:
    def __init__(self):
        self.lock = threading.Lock()
        self.calls = []

    def acquire(self, *args):
        self.calls.append("acquire%r" % (args,))
        return self.lock.acquire(*args)

    def release(self):
        self.calls.append("release")
        self.lock.release()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()


noted = Noted()
own = threading.Condition(noted)
with own:
    print(own.wait(0))
    own.notify()
print(noted.calls)
try:
    threading.Condition(5)
except AttributeError as e:
    print(e)


class Sub(threading.Condition):
    def __init__(self, name):
        super().__init__(threading.Lock())
        self.name = name


sub = Sub("mine")
with sub:
    print(sub.name, sub.wait(timeout=0.01), type(sub).__mro__[1])
print(sub.acquire(False), sub.acquire(blocking=False))
sub.release()
