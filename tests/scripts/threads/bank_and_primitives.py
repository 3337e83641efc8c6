import threading
import time
import random
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed, wait, FIRST_EXCEPTION
from queue import Queue, Empty, Full, LifoQueue, PriorityQueue

class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.need, self.have = need, have

class Account:
    _ids = iter(range(1, 100))
    def __init__(self, owner, balance=0):
        self.id = next(self._ids)
        self.owner = owner
        self.balance = balance
        self.lock = threading.RLock()
    def __enter__(self):
        self.lock.acquire()
        return self
    def __exit__(self, *exc):
        self.lock.release()
    def withdraw(self, n):
        with self:
            if n > self.balance:
                raise InsufficientFunds(n, self.balance)
            self.balance -= n
    def deposit(self, n):
        with self:
            self.balance += n
    def __repr__(self):
        return "<%s #%d: %d>" % (self.owner, self.id, self.balance)

def transfer(a, b, n):
    first, second = sorted((a, b), key=lambda x: x.id)
    with first, second:
        a.withdraw(n)
        b.deposit(n)

accounts = [Account("ann", 1000), Account("bob", 1000), Account("cy", 0)]
def worker(seed):
    rnd = random.Random(seed)
    failures = 0
    for _ in range(200):
        a, b = rnd.sample(accounts, 2)
        try:
            transfer(a, b, rnd.randint(1, 300))
        except InsufficientFunds:
            failures += 1
    return failures
threads = [threading.Thread(target=worker, args=(i,), name=f"w{i}") for i in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sum(a.balance for a in accounts), [t.is_alive() for t in threads], threading.active_count(), threading.current_thread().name)
with ThreadPoolExecutor(max_workers=3, thread_name_prefix="pool") as ex:
    futs = {ex.submit(pow, 2, n): n for n in range(5)}
    print(sorted((futs[f], f.result()) for f in as_completed(futs)))
    f = ex.submit(lambda: 1 / 0)
    print(type(f.exception()).__name__, f.done(), f.cancelled())
    try:
        f.result()
    except ZeroDivisionError as e:
        print("caught", e)
    print(list(ex.map(lambda a, b: a * b, [1, 2, 3], [4, 5, 6])))
    try:
        list(ex.map(int, ["1", "x", "3"]))
    except ValueError as e:
        print(e)
try:
    ex.submit(print)
except RuntimeError as e:
    print(e)
q = Queue(maxsize=2)
q.put(1); q.put(2)
for f in (lambda: q.put(3, block=False), lambda: q.put(3, timeout=0.01), lambda: q.put_nowait(3)):
    try: f()
    except Full as e: print("Full", repr(e))
print(q.get(), q.get(), q.empty(), q.full(), q.qsize())
try: q.get(timeout=0.01)
except Empty as e: print("Empty", repr(e))
q.task_done(); q.task_done()
try: q.task_done()
except ValueError as e: print(e)
pq = PriorityQueue()
for x in [(3, "c"), (1, "a"), (2, "b")]: pq.put(x)
lq = LifoQueue()
for x in "abc": lq.put(x)
print([pq.get() for _ in range(3)], [lq.get() for _ in range(3)])
results = []
def producer(q, n):
    for i in range(n): q.put(i)
    q.put(None)
def consumer(q):
    while (item := q.get()) is not None:
        results.append(item * item)
        q.task_done()
    q.task_done()
q = Queue()
ts = [threading.Thread(target=producer, args=(q, 10)), threading.Thread(target=consumer, args=(q,), daemon=True)]
for t in ts: t.start()
for t in ts: t.join()
q.join()
print(results, ts[0].name, ts[1].name, ts[1].daemon)
sem = threading.BoundedSemaphore(2)
with sem: pass
try: sem.release()
except ValueError as e: print(e)
ev = threading.Event()
print(ev, ev.wait(0.01), ev.is_set()) if False else print(ev.wait(0.01), ev.is_set())
tm = threading.Timer(0.01, ev.set); tm.start(); print(ev.wait(5)); tm.join()
bar = threading.Barrier(3)
order = []
def meet():
    i = bar.wait()
    order.append(i)
ts = [threading.Thread(target=meet) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(order), bar.n_waiting, bar.broken)
cond = threading.Condition()
items = []
def cons():
    with cond:
        cond.wait_for(lambda: len(items) >= 3, timeout=5)
        print("got", items)
t = threading.Thread(target=cons); t.start()
for i in range(3):
    with cond:
        items.append(i); cond.notify()
t.join()
local = threading.local()
local.x = "main"
def show():
    print(hasattr(local, "x"))
    local.x = "thread"
t = threading.Thread(target=show); t.start(); t.join()
print(local.x)
for bad in (
    lambda: t.start(), lambda: threading.Thread(group=1),
    lambda: threading.current_thread().join(), lambda: threading.Thread().join(),
    lambda: threading.Lock().release(), lambda: threading.RLock().release(), lambda: cond.notify(),
    lambda: cond.wait(), lambda: threading.Semaphore(-1), lambda: ThreadPoolExecutor(0),
    lambda: threading.Lock().acquire(False, 1), lambda: threading.Lock().acquire(timeout=-2),
    lambda: setattr(t, "daemon", True) or 1, lambda: setattr(threading.current_thread(), "daemon", True),
    lambda: threading.Thread(target=print, args=3).run(),
):
    try:
        bad()
    except BaseException as e:
        print(type(e).__name__, e)
time.sleep(0.05)
