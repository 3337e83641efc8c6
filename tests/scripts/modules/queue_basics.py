import queue
import threading

q = queue.Queue(maxsize=2)
print(q.empty(), q.full(), q.qsize(), q.maxsize)
q.put(1)
q.put_nowait(2)
for f in (lambda: q.put_nowait(3), lambda: q.put(3, timeout=0.01), lambda: q.put(3, timeout=-1)):
    try:
        f()
    except (queue.Full, ValueError) as e:
        print(type(e).__name__, repr(str(e)))
print(q.full(), q.get(), q.get_nowait())
for f in (lambda: q.get_nowait(), lambda: q.get(timeout=0.01), lambda: q.get(timeout=-1)):
    try:
        f()
    except (queue.Empty, ValueError) as e:
        print(type(e).__name__, repr(str(e)))
q.task_done()
q.task_done()
q.join()
try:
    q.task_done()
except ValueError as e:
    print(e)
p = queue.PriorityQueue()
for item in (3, 1, 2):
    p.put(item)
s = queue.LifoQueue()
for item in (3, 1, 2):
    s.put(item)
print([p.get() for _ in range(3)], [s.get() for _ in range(3)])

work, done = queue.Queue(), queue.Queue()


def worker():
    while True:
        item = work.get()
        if item is None:
            work.task_done()
            return
        done.put(item * item)
        work.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.start()
for i in range(20):
    work.put(i)
work.join()
for _ in threads:
    work.put(None)
for t in threads:
    t.join()
print(sorted(done.get() for _ in range(20)))
q = queue.Queue()
q.put(1)
q.shutdown()
try:
    q.put(2)
except queue.ShutDown as e:
    print(type(e).__name__)
print(q.get())
try:
    q.get()
except queue.ShutDown as e:
    print(type(e).__name__)
simple = queue.SimpleQueue()
simple.put("a")
print(simple.qsize(), simple.get(), simple.empty())
print(repr(queue.Empty()), queue.Empty.__module__, queue.Full.__module__)
