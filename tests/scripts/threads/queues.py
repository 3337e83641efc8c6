# The module queue: kinds, limits, errors, shutdown.
import queue
import threading


def error(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, repr(str(e)))


q = queue.Queue(2)
q.put("a")
q.put("b")
print(q.qsize(), q.full(), q.empty(), q.maxsize, list(q.queue), q.unfinished_tasks)
error(q.put, "c", block=False)
error(q.put_nowait, "c")
error(q.put, "c", timeout=0.01)
error(q.put, "c", timeout=-1)
print(q.get(), q.get_nowait())
error(q.get, block=False)
error(q.get_nowait)
error(q.get, timeout=0.01)
error(q.get, timeout=-1)
q.task_done()
q.task_done()
error(q.task_done)
q.join()

for kind in (queue.LifoQueue, queue.PriorityQueue):
    q = kind()
    for item in (3, 1, 2):
        q.put(item)
    print(kind.__name__, [q.get() for _ in range(3)])

# Producers and consumers through a small buffer: nothing is lost, nothing comes twice.
q = queue.Queue(3)
taken = []


def consume():
    while (item := q.get()) is not None:
        taken.append(item)
        q.task_done()
    q.task_done()


consumers = [threading.Thread(target=consume) for _ in range(3)]
producers = [threading.Thread(target=lambda n=n: [q.put(n * 100 + i) for i in range(100)]) for n in range(3)]
for thread in consumers + producers:
    thread.start()
for thread in producers:
    thread.join()
q.join()
for _ in consumers:
    q.put(None)
for thread in consumers:
    thread.join()
print(sorted(taken) == list(range(300)))

# Shutdown.
q = queue.Queue()
q.put(1)
q.shutdown()
error(q.put, 2)
error(q.get)
error(q.get)
q = queue.Queue()
q.put(1)
q.put(2)
q.shutdown(immediate=True)
print(q.unfinished_tasks, q.qsize())
error(q.get)
q = queue.Queue()
outcome = []
started = threading.Event()


def blocked():
    started.set()
    try:
        q.get()
    except queue.ShutDown as e:
        outcome.append(type(e).__name__)


thread = threading.Thread(target=blocked)
thread.start()
started.wait()
q.shutdown()
thread.join()
print(outcome)

# SimpleQueue.
s = queue.SimpleQueue()
s.put("x")
s.put("y", False, 5)
s.put_nowait("z")
print(s.qsize(), s.empty(), s.get(), s.get(False), s.get_nowait(), s.empty())
error(s.get, False)
error(s.get, timeout=0.01)
error(s.get, timeout=-1)
error(s.get_nowait)
error(queue.SimpleQueue, 5)
received = []


def receive():
    while (item := s.get()) is not None:
        received.append(item)


thread = threading.Thread(target=receive)
thread.start()
for item in range(1000):
    s.put(item)
s.put(None)
thread.join()
print(received == list(range(1000)), s.qsize())


# What a subclass overrides is used.
class Unique(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


u = Unique()
for item in (5, 5, 5):
    u.put(item)
print(u.qsize(), u.get(), u.empty())


# Timeouts of derived classes are numbers, too.
class Seconds(float):
    pass


class Tries(int):
    pass


full = queue.Queue(1)
full.put(1)
for timeout in (Seconds(0.001), Tries(0)):
    for call in (lambda: queue.Queue().get(timeout=timeout), lambda: full.put(2, timeout=timeout)):
        try:
            call()
        except (queue.Empty, queue.Full) as error:
            print(type(error).__name__)
condition = threading.Condition()
with condition:
    print(condition.wait(Seconds(0.001)), condition.wait(Tries(0)))
