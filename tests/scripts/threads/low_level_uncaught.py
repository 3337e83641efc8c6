import _thread
import time

gate = _thread.allocate_lock()
gate.acquire()


def fails():
    gate.release()
    raise ValueError("in a raw thread")


_thread.start_new_thread(fails, ())
gate.acquire()
time.sleep(0.2)
print("main ends")
