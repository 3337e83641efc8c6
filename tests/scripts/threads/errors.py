import threading


def nothing():
    pass


t = threading.Thread(target=nothing)
try:
    t.join()
except RuntimeError as e:
    print(e)
t.start()
t.join()
try:
    t.start()
except RuntimeError as e:
    print(e)
try:
    t.daemon = True
    print("daemon can be set after the end")
except RuntimeError as e:
    print(e)
try:
    threading.current_thread().join()
except RuntimeError as e:
    print(e)
try:
    threading.Thread(group=1)
except AssertionError as e:
    print(e)
for kw in (dict(targets=nothing), dict(target=nothing, arg=1)):
    try:
        threading.Thread(**kw)
    except TypeError as e:
        print(e)
try:
    threading.Thread(None, nothing, None, (), {}, True)
except TypeError as e:
    print(e)


class NoInit(threading.Thread):
    def __init__(self):
        pass


n = NoInit()
for what in (n.start, n.join, lambda: n.name, n.is_alive, lambda: n.daemon, lambda: setattr(n, "name", "x")):
    try:
        what()
    except (RuntimeError, AssertionError) as e:
        print(type(e).__name__, e)
lock = threading.Lock()
lock.acquire()
busy = threading.Thread(target=lock.acquire)
busy.start()
try:
    busy.daemon = True
except RuntimeError as e:
    print(e)
for bad in ("x", [1]):
    try:
        busy.join(bad)
    except TypeError as e:
        print(e)
print(busy.join(0.01), busy.is_alive(), busy.join(-1), busy.is_alive())
lock.release()
busy.join()
print(busy.is_alive())
t = threading.Thread(target=nothing)
t.run()
try:
    t.run()
except AttributeError as e:
    print(e)
