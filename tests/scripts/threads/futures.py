# concurrent.futures: every method of Future, the executor, wait, as_completed, map.
import concurrent.futures as cf
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor


def error(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__module__, type(e).__name__, e.args)


def shown(future):
    text = repr(future)
    return text[: text.index(" at 0x")] + text[text.index(" state="):]


# A future by hand.
f = Future()
print(shown(f), f.done(), f.running(), f.cancelled())
error(f.result, timeout=0.01)
error(f.exception, 0)
calls = []
f.add_done_callback(lambda done: calls.append(("first", done is f)))
f.add_done_callback(lambda done: calls.append("second"))
print(f.set_running_or_notify_cancel(), shown(f), f.cancel())
f.set_result([1])
print(shown(f), f.result(), f.exception(), calls)
f.add_done_callback(lambda done: calls.append("late"))
print(calls[-1])
try:
    f.set_result(2)
except cf.InvalidStateError as e:
    print(type(e).__module__, str(e)[:20])
f = Future()
f.set_exception(ValueError("bad"))
print(shown(f), repr(f.exception()))
error(f.result)
f = Future()
print(f.cancel(), f.cancel(), shown(f), f.cancelled(), f.done(), f.set_running_or_notify_cancel(), shown(f))
error(f.result)
error(f.exception)

# The executor.
with ThreadPoolExecutor(max_workers=2, thread_name_prefix="pool") as pool:
    print(list(pool.map(pow, (2, 3, 4), (5, 2, 3))))
    names = set(pool.map(lambda _: threading.current_thread().name, range(20)))
    print(names <= {"pool_0", "pool_1"})

    def fail(n):
        if n == 2:
            raise KeyError(n)
        return n

    results = pool.map(fail, range(5))
    print(next(results), next(results))
    error(next, results)
    error(next, results)
    g = threading.Event()
    error(lambda: list(pool.map(lambda _: g.wait(), range(2), timeout=0.05)))
    g.set()
    error(pool.submit)
    future = pool.submit(divmod, 7, 2)
    print(future.result())
error(pool.submit, print)
error(ThreadPoolExecutor, 0)
error(ThreadPoolExecutor, 1, initializer=5)

# Exceptions keep their traceback and context.
with ThreadPoolExecutor(1) as pool:

    def outer():
        try:
            [][1]
        except IndexError as e:
            raise RuntimeError("chained") from e

    future = pool.submit(outer)
    try:
        future.result()
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__), e.__traceback__ is not None)

# wait and as_completed.
gates = [threading.Event() for _ in range(3)]


def gated(n):
    gates[n].wait()
    if n == 1:
        raise ZeroDivisionError(n)
    return n


with ThreadPoolExecutor(3) as pool:
    futures = [pool.submit(gated, n) for n in range(3)]
    index = {future: n for n, future in enumerate(futures)}

    def numbers(done, not_done):
        return sorted(index[f] for f in done), sorted(index[f] for f in not_done)

    print(numbers(*cf.wait(futures, timeout=0.01)))
    gates[2].set()
    print(numbers(*cf.wait(futures, return_when=cf.FIRST_COMPLETED)))
    try:
        for future in cf.as_completed(futures, timeout=0.05):
            print("completed", index[future])
    except TimeoutError as e:
        print(e)
    gates[1].set()
    print(numbers(*cf.wait(futures, return_when=cf.FIRST_EXCEPTION)))
    gates[0].set()
    result = cf.wait(futures)
    print(numbers(*result), type(result).__name__, result.not_done)
    print(sorted(index[f] for f in cf.as_completed(futures + futures)))
error(cf.wait, futures + [Future()], return_when="NEVER")

# shutdown(cancel_futures=True) cancels what has not begun.
gate = threading.Event()
begun = threading.Event()
pool = ThreadPoolExecutor(1)
first = pool.submit(lambda: (begun.set(), gate.wait()))
rest = [pool.submit(int, n) for n in range(3)]
begun.wait()
pool.shutdown(wait=False, cancel_futures=True)
gate.set()
print(first.result(), [f.cancelled() for f in rest])
error(rest[0].result)

# Initializers: once in each thread; a failing one breaks the pool.
local = threading.local()


def initialise(value):
    local.value = value


with ThreadPoolExecutor(2, initializer=initialise, initargs=("ready",)) as pool:
    print(set(pool.map(lambda _: local.value, range(10))))

import io
import sys

stderr, sys.stderr = sys.stderr, io.StringIO()
with ThreadPoolExecutor(1, initializer=lambda: 1 / 0) as pool:
    future = pool.submit(print)
    error(future.result)
    error(pool.submit, print)
text, sys.stderr = sys.stderr.getvalue(), stderr
print(text.splitlines()[-1] if text else "logged")

# A callback that fails is told about and does not stop the others.
sys.stderr = io.StringIO()
f = Future()
f.add_done_callback(lambda _: 1 / 0)
f.add_done_callback(lambda _: print("still called"))
f.set_result(None)
sys.stderr = stderr

print(cf.TimeoutError is TimeoutError, cf.CancelledError.__mro__[1].__name__, cf.BrokenExecutor.__mro__[1].__name__)
time.sleep(0)
