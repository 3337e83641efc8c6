import _thread
import threading

print(isinstance(_thread.get_ident(), int), _thread.get_ident() == threading.get_ident(), isinstance(_thread.get_native_id(), int))
lock = _thread.allocate_lock()
print(lock.acquire(), lock.locked(), lock.acquire(0), lock.release(), lock.locked())
done = _thread.allocate_lock()
done.acquire()
out = []


def work(a, b=2):
    out.append((a, b))
    done.release()


ident = _thread.start_new_thread(work, (1,))
done.acquire()
print(out, isinstance(ident, int))
_thread.start_new_thread(work, (3,), {"b": 4})
done.acquire()
print(out)
for args in ((), (work,), (5, ()), (work, [1]), (work, (), 5)):
    try:
        _thread.start_new_thread(*args)
    except TypeError as e:
        print(e)


def quiet():
    try:
        _thread.exit()
    finally:
        done.release()


_thread.start_new_thread(quiet, ())
done.acquire()
print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX == threading.TIMEOUT_MAX, _thread.LockType is type(lock))
try:
    lock.release()
except _thread.error as e:
    print(e)
print(_thread.stack_size())
