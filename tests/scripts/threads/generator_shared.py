import threading

lock = threading.Lock()
gate = threading.Lock()
gate.acquire()


def slow():
    yield "first"
    lock.release()
    gate.acquire()
    yield "second"


g = slow()
print(next(g))
lock.acquire()
t = threading.Thread(target=next, args=(g,))
t.start()
lock.acquire()
try:
    next(g)
except ValueError as e:
    print(e)
gate.release()
t.join()
print(list(g))
