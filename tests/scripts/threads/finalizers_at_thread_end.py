# What a thread held last goes with it, before whoever waits for its end goes on.
import _thread
import threading
import weakref


class Argument:
    def __del__(self):
        print("gone: argument of", threading.current_thread().name[:5])


def take(argument):
    print("took it")


handle = _thread.start_joinable_thread(lambda held=Argument(): take(held))
handle.join()
print("joined")

told = threading.Event()


class Raw:
    def __del__(self):
        told.set()


_thread.start_new_thread(lambda argument: None, (Raw(),))
print(told.wait(30))

values = threading.local()
refs = []


class Plain:
    pass


def leave():
    values.plain = Plain()
    refs.append(weakref.ref(values.plain, lambda ref: print("told of its end")))


thread = threading.Thread(target=leave)
thread.start()
thread.join()
print(refs[0]() is None)
