import threading
import time

lock = threading.Lock()
lock.acquire()
start = time.perf_counter()
print(lock.acquire(timeout=0.1))
waited = time.perf_counter() - start
print(0.09 < waited)


def release_later():
    time.sleep(0.05)
    lock.release()


t = threading.Thread(target=release_later)
t.start()
print(lock.acquire(timeout=10))
t.join()
gate = threading.Event()
waiter = threading.Thread(target=gate.wait)
waiter.start()
start = time.perf_counter()
waiter.join(0.05)
print(waiter.is_alive(), time.perf_counter() - start > 0.04)
gate.set()
waiter.join()
print(waiter.is_alive())
try:
    lock.acquire(timeout=threading.TIMEOUT_MAX * 2)
except OverflowError as e:
    print(e)
