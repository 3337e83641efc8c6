import threading
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait
import concurrent.futures


def square(n):
    time.sleep(0.01 * (4 - n))
    return n * n


def fails(n):
    raise ValueError(f"no {n}")


with ThreadPoolExecutor(max_workers=4) as pool:
    fs = [pool.submit(square, n) for n in range(4)]
    print([f.result() for f in fs], [f.done() for f in fs])
    print(list(pool.map(square, range(4))), sorted(f.result() for f in as_completed([pool.submit(square, n) for n in range(4)])))
    bad = pool.submit(fails, 1)
    try:
        bad.result()
    except ValueError as e:
        print(repr(e))
    print(repr(bad.exception()), bad.cancelled(), bad.running())
    done, rest = wait([pool.submit(square, n) for n in range(3)])
    print(len(done), len(rest))
    gate = threading.Event()
    slow = pool.submit(gate.wait)
    quick = pool.submit(int, "5")
    done, rest = wait([slow, quick], return_when=FIRST_COMPLETED)
    print(quick in done, slow in rest)
    try:
        slow.result(timeout=0.01)
    except TimeoutError as e:
        print(type(e).__name__, repr(str(e)), concurrent.futures.TimeoutError is TimeoutError)
    gate.set()
    called = []
    f = pool.submit(int, "7")
    f.result()
    f.add_done_callback(lambda f: called.append(f.result()))
    print(called)
try:
    pool.submit(int)
except RuntimeError as e:
    print(e)
with ThreadPoolExecutor(1) as pool:
    gate = threading.Event()
    first, second = pool.submit(gate.wait), pool.submit(int)
    print(second.cancel(), second.cancelled(), first.cancel())
    gate.set()
    try:
        second.result()
    except concurrent.futures.CancelledError as e:
        print(type(e).__name__)
names = set()
with ThreadPoolExecutor(2, thread_name_prefix="worker") as pool:
    list(pool.map(lambda n: names.add(threading.current_thread().name.split("_")[0]), range(5)))
print(names)
try:
    ThreadPoolExecutor(0)
except ValueError as e:
    print(e)
