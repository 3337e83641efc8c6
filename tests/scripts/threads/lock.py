import threading

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.acquire(True, 0.01), lock.release(), lock.locked())
with lock as got:
    print(got, lock.locked())
print(lock.locked())
try:
    lock.release()
except RuntimeError as e:
    print(e)
for args, kw in (((False, 1), {}), ((True, -2), {}), ((), {"timeout": -0.5}), ((), {"timeout": "x"}), ((), {"nope": 1}), ((1, 2, 3), {}), ((), {"timeout": 1e20}), ((), {"timeout": None})):
    try:
        print(lock.acquire(*args, **kw))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
print(repr(lock).startswith("<unlocked _thread.lock object at 0x"))
lock.acquire()
print(repr(lock).startswith("<locked _thread.lock object at 0x"))


def release_elsewhere():
    lock.release()


t = threading.Thread(target=release_elsewhere)
t.start()
t.join()
print(lock.locked())
try:
    with lock:
        raise ValueError("inside")
except ValueError as e:
    print(e, lock.locked())
print(lock.acquire(0), lock.acquire(False), lock.release(), isinstance(threading.TIMEOUT_MAX, float))
print(isinstance(lock, type(threading.Lock())), type(lock).__name__)
