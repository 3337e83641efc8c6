import threading

r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(False))
print(repr(r).startswith("<locked _thread.RLock object owner="), " count=3 " in repr(r))
r.release()
r.release()


def other():
    print("other:", r.acquire(False), r.acquire(timeout=0.01))
    try:
        r.release()
    except RuntimeError as e:
        print("other:", e)


t = threading.Thread(target=other)
t.start()
t.join()
r.release()
print(repr(r).startswith("<unlocked _thread.RLock object owner=0 count=0 at "))
t = threading.Thread(target=lambda: print("now:", r.acquire(False), r.release()))
t.start()
t.join()
try:
    r.release()
except RuntimeError as e:
    print(e)
with r:
    with r:
        print("nested")
try:
    r.acquire(False, 1)
except ValueError as e:
    print(e)
try:
    r.acquire(timeout=-5)
except ValueError as e:
    print(e)


class Account:
    def __init__(self):
        self.lock = threading.RLock()
        self.balance = 0

    def deposit(self, n):
        with self.lock:
            self.balance += n

    def double(self):
        with self.lock:
            self.deposit(self.balance)


a = Account()
a.deposit(5)
a.double()
print(a.balance)
