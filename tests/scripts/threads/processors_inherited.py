"""A thread has the processors of the thread that starts it, whichever threads there were before."""
import os
import threading

everywhere = os.sched_getaffinity(0)


def seen_by_new_thread():
    seen = []
    thread = threading.Thread(target=lambda: seen.append(os.sched_getaffinity(0)))
    thread.start()
    thread.join()
    return seen[0]


print(seen_by_new_thread() == everywhere)
for processor in everywhere:
    os.sched_setaffinity(0, {processor})
    print(seen_by_new_thread() == {processor} or seen_by_new_thread())
    break
os.sched_setaffinity(0, everywhere)
print(seen_by_new_thread() == everywhere or seen_by_new_thread())
