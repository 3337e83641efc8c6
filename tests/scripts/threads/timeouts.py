import threading
import time

lock = threading.Lock()
lock.acquire()
start = time.perf_counter()
print(lock.acquire(timeout=0.1))
waited = time.perf_counter() - start
print(0.09 < waited < 2)


def release_later():
    time.sleep(0.05)
    lock.release()


t = threading.Thread(target=release_later)
t.start()
print(lock.acquire(timeout=10))
t.join()
sleeper = threading.Thread(target=time.sleep, args=(0.8,))
sleeper.start()
start = time.perf_counter()
sleeper.join(0.05)
print(sleeper.is_alive(), time.perf_counter() - start < 0.79)
sleeper.join()
print(sleeper.is_alive())
try:
    lock.acquire(timeout=threading.TIMEOUT_MAX * 2)
except OverflowError as e:
    print(e)
