# Copies of futures, the dicts of queues, the names of local objects, and what functions of _thread say of keywords.
import _thread
import copy
import queue
import threading
from concurrent.futures import Future


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


class Named(Future):
    pass


done, pending, failed, named = Future(), Future(), Future(), Named()
done.set_result([5])
failed.set_exception(KeyError("k"))
named.note = "kept"
named.set_running_or_notify_cancel()
for future in done, pending, failed, named:
    other = copy.copy(future)
    print(type(other).__name__, other is future, other.done(), other.running(), repr(other).split(" state=")[1])
print(copy.copy(done).result() is done.result(), copy.copy(failed).exception() is failed.exception(), copy.copy(named).note)
other = copy.copy(pending)
other.set_result(1)
print(pending.done(), other.result())
print(repr(named).split(" at ")[0])
show("copy.deepcopy(done)")
show("done.done(1)")
show("done.cancelled(x=1)")

for kind in queue.Queue, queue.LifoQueue, queue.PriorityQueue:
    q = kind(3)
    q.put("item")
    print(sorted(vars(q)), q.__dict__["maxsize"], q.__dict__["unfinished_tasks"], list(q.__dict__["queue"]))
    q.own = 1
    q.__dict__["other"] = 2
    q.put("more")
    print(q.own, q.other, q.__dict__["unfinished_tasks"], sorted(set(vars(q)) - set(vars(kind()))))
    twin = copy.copy(q)
    print(twin.queue is q.queue, twin.mutex is q.mutex, twin.own, twin.other)

local = threading.local()
local.b, local.a = 1, 2


class Local(threading.local):
    shared = 1

    def __init__(self):
        self.own = 2


def names(thing):
    return [name for name in dir(thing) if not name.startswith("__")]


print(names(local), names(Local()), names(threading.local()))
print("__dict__" in dir(local), "__dict__" in dir(Local()), "__dict__" in dir(threading.local))


def elsewhere():
    print(names(local))
    local.c = 3
    print(names(local))


thread = threading.Thread(target=elsewhere)
thread.start()
thread.join()


class Plain:
    pass


class Slotted:
    __slots__ = ("a",)


print([("__dict__" in dir(thing)) for thing in (Plain(), Plain, Slotted(), Slotted, 1, int, range(1), ValueError(), print, show, object(), object, type, [], q)])
for code in (
    "_thread.start_new_thread(x=1)", "_thread.start_new_thread(1)", "_thread.stack_size(x=1)", "_thread.stack_size(1, 2)", "_thread.interrupt_main(x=1)",
    "_thread.get_ident(x=1)", "_thread.allocate_lock(x=1)", "threading.Lock().acquire(x=1)", "threading.Lock().release(x=1)", "threading.RLock().release(x=1)",
    "queue.SimpleQueue().empty(x=1)", "queue.SimpleQueue().get(x=1)", "threading.get_native_id(1)",
):
    show(code)
