# A thread for whose stack there is no room: it has ended before it began, and cannot be started again.
import _thread
import threading

threading.stack_size(1 << 47)
thread = threading.Thread(target=print, name="t")
try:
    thread.start()
except RuntimeError as failure:
    print(failure)
print(repr(thread), thread.is_alive(), thread.ident, threading.active_count())
try:
    _thread.start_new_thread(print, ())
except RuntimeError as failure:
    print(failure)
threading.stack_size(0)
for act in thread.join, thread.start:
    try:
        act()
    except RuntimeError as failure:
        print(failure)
other = threading.Thread(target=print, args=("runs",), name="other")
other.start()
other.join()
print(threading.enumerate() == [threading.main_thread()])
