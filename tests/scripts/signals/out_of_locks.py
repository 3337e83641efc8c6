# A signal's handler runs while the main thread waits: what it raises comes out of the wait, and when it returns the
# wait goes on with the time that is left (PEP 475). Waits for threads and their locks.
import concurrent.futures as cf
import queue
import signal
import threading
import time


class Stop(Exception):
    pass


rows = []


def row(f):
    rows.append(f)
    return f


# Each row sets something up, yields a call that waits and what makes it go on, and cleans up.


@row
def sleep():
    yield (lambda: time.sleep(60), None)


@row
def sleep_runs_out():
    yield (lambda: time.sleep(0.05), None)


@row
def lock_acquire():
    l = threading.Lock()
    l.acquire()
    yield (l.acquire, l.release)


@row
def lock_acquire_timeout():
    l = threading.Lock()
    l.acquire()
    yield (lambda: l.acquire(timeout=60), l.release)


@row
def lock_timeout_runs_out():
    l = threading.Lock()
    l.acquire()
    yield (lambda: l.acquire(timeout=0.05), None)


@row
def rlock_acquire():
    l = threading.RLock()
    go = threading.Event()
    held = threading.Event()
    def other():
        with l:
            held.set()
            go.wait()
    t = threading.Thread(target=other)
    t.start()
    held.wait()
    yield (l.acquire, go.set)
    go.set()
    t.join()


@row
def rlock_acquire_timeout():
    l = threading.RLock()
    go = threading.Event()
    held = threading.Event()
    def other():
        with l:
            held.set()
            go.wait()
    t = threading.Thread(target=other)
    t.start()
    held.wait()
    yield (lambda: l.acquire(True, 60), go.set)
    go.set()
    t.join()
def locked(c, f):
    with c:
        return f()
def notifier(c):
    # Notifies until it is told to stop: a notification before the wait is lost.
    done = threading.Event()
    def notify():
        while not done.wait(0.01):
            with c:
                c.notify()
    return (lambda: threading.Thread(target=notify).start()), done.set


@row
def condition_wait():
    c = threading.Condition()
    go, stop = notifier(c)
    yield (lambda: locked(c, c.wait), go)
    stop()


@row
def condition_wait_timeout():
    c = threading.Condition()
    go, stop = notifier(c)
    yield (lambda: locked(c, lambda: c.wait(60)), go)
    stop()


@row
def condition_wait_runs_out():
    c = threading.Condition()
    yield (lambda: locked(c, lambda: c.wait(0.05)), None)


@row
def condition_lock_wait():
    c = threading.Condition(threading.Lock())
    go, stop = notifier(c)
    yield (lambda: locked(c, c.wait), go)
    stop()


@row
def condition_wait_for():
    c = threading.Condition()
    box = []
    def rel():
        def g():
            with c:
                box.append(1)
                c.notify()
        threading.Thread(target=g).start()
    yield (lambda: locked(c, lambda: c.wait_for(lambda: box, 60)), rel)


@row
def event_wait():
    e = threading.Event()
    def rel():
        threading.Thread(target=e.set).start()
    yield (e.wait, rel)


@row
def event_wait_timeout():
    e = threading.Event()
    def rel():
        threading.Thread(target=e.set).start()
    yield (lambda: e.wait(60), rel)


@row
def event_runs_out():
    e = threading.Event()
    yield (lambda: e.wait(0.05), None)


@row
def semaphore_acquire():
    s = threading.Semaphore(0)
    yield (s.acquire, lambda: threading.Thread(target=s.release).start())


@row
def bounded_semaphore_timeout():
    s = threading.BoundedSemaphore(1)
    s.acquire()
    yield (lambda: s.acquire(timeout=60), lambda: threading.Thread(target=s.release).start())


@row
def barrier_wait():
    b = threading.Barrier(2)
    yield (lambda: b.wait() in (0, 1), lambda: threading.Thread(target=b.wait).start())


@row
def barrier_wait_timeout():
    b = threading.Barrier(2)
    yield (lambda: b.wait(60) in (0, 1), lambda: threading.Thread(target=b.wait).start())


@row
def queue_get():
    q = queue.Queue()
    yield (q.get, lambda: threading.Thread(target=q.put, args=(1,)).start())


@row
def queue_get_timeout():
    q = queue.Queue()
    yield (lambda: q.get(timeout=60), lambda: threading.Thread(target=q.put, args=(1,)).start())


@row
def queue_get_runs_out():
    q = queue.Queue()
    yield (lambda: q.get(timeout=0.05), None)


@row
def queue_put():
    q = queue.Queue(1)
    q.put(0)
    yield (lambda: q.put(2), lambda: threading.Thread(target=q.get).start())


@row
def queue_put_timeout():
    q = queue.Queue(1)
    q.put(0)
    yield (lambda: q.put(2, timeout=60), lambda: threading.Thread(target=q.get).start())


@row
def queue_join():
    q = queue.Queue()
    q.put(0)
    yield (q.join, lambda: threading.Thread(target=q.task_done).start())


@row
def lifo_get():
    q = queue.LifoQueue()
    yield (q.get, lambda: threading.Thread(target=q.put, args=(1,)).start())


@row
def simple_queue_get():
    q = queue.SimpleQueue()
    yield (q.get, lambda: q.put(1))


@row
def simple_queue_get_timeout():
    q = queue.SimpleQueue()
    yield (lambda: q.get(timeout=60), lambda: q.put(1))


@row
def simple_queue_runs_out():
    q = queue.SimpleQueue()
    yield (lambda: q.get(timeout=0.05), None)


@row
def thread_join():
    go = threading.Event()
    t = threading.Thread(target=go.wait)
    t.start()
    rel = lambda: threading.Thread(target=go.set).start()
    yield (t.join, rel)
    go.set()
    t.join()


@row
def thread_join_timeout():
    go = threading.Event()
    t = threading.Thread(target=go.wait)
    t.start()
    rel = lambda: threading.Thread(target=go.set).start()
    yield (lambda: t.join(60), rel)
    go.set()
    t.join()


@row
def thread_join_runs_out():
    go = threading.Event()
    t = threading.Thread(target=go.wait)
    t.start()
    yield (lambda: t.join(0.05), None)
    go.set()
    t.join()


@row
def future_result():
    f = cf.Future()
    yield (f.result, lambda: threading.Thread(target=f.set_result, args=(5,)).start())


@row
def future_result_timeout():
    f = cf.Future()
    yield (lambda: f.result(60), lambda: threading.Thread(target=f.set_result, args=(5,)).start())


@row
def future_exception():
    f = cf.Future()
    yield (f.exception, lambda: threading.Thread(target=f.set_result, args=(5,)).start())


@row
def future_runs_out():
    f = cf.Future()
    yield (lambda: f.result(0.05), None)


@row
def futures_wait():
    f = cf.Future()
    yield (lambda: len(cf.wait([f]).done), lambda: threading.Thread(target=f.set_result, args=(5,)).start())


@row
def futures_wait_timeout():
    f = cf.Future()
    yield (lambda: len(cf.wait([f], 60).done), lambda: threading.Thread(target=f.set_result, args=(5,)).start())


@row
def futures_as_completed():
    f = cf.Future()
    yield (lambda: [x.result() for x in cf.as_completed([f])], lambda: threading.Thread(target=f.set_result, args=(5,)).start())


@row
def futures_as_completed_timeout():
    f = cf.Future()
    yield (lambda: [x.result() for x in cf.as_completed([f], timeout=60)], lambda: threading.Thread(target=f.set_result, args=(5,)).start())


@row
def executor_map():
    go = threading.Event()
    ex = cf.ThreadPoolExecutor(1)
    yield (lambda: list(ex.map(lambda x: go.wait(), [1])), lambda: threading.Thread(target=go.set).start())
    go.set()
    ex.shutdown()


@row
def executor_shutdown():
    go = threading.Event()
    ex = cf.ThreadPoolExecutor(1)
    ex.submit(go.wait)
    yield (ex.shutdown, lambda: threading.Thread(target=go.set).start())
    go.set()
    ex.shutdown()


@row
def executor_with():
    go = threading.Event()
    ex = cf.ThreadPoolExecutor(1)
    def w():
        with ex:
            ex.submit(go.wait)
    yield (w, lambda: threading.Thread(target=go.set).start())
    go.set()
    ex.shutdown()


def attempt(make, raises):
    steps = make()
    wait, release = next(steps)
    times = 0

    def handler(number, frame):
        nonlocal times
        times += 1
        # What is raised in a finalizer is lost, so it comes again.
        if raises and times % 50 == 1:
            raise Stop
        if times == 3 and release:
            release()

    signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
        result = repr(wait())
    except Stop:
        result = "raised"
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    for _ in steps:
        pass
    return result


# Where the library does much before it waits, an exception may come out of the middle of that.
LONG = ("runs_out", "executor_map", "executor_with", "makefile_readline", "makefile_read", "run", "http_response",
        "urlopen", "urlopen_timeout", "serve_forever", "handle_request")
for make in rows:
    name = make.__name__
    print(name, "" if name.endswith(LONG) else attempt(make, True), "" if name == "sleep" else attempt(make, False))
