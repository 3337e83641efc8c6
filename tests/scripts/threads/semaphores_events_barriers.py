# Semaphore, BoundedSemaphore, Event, Barrier, Timer: values, order, errors.
import threading


def shown(thing):
    text = repr(thing)
    return text[: text.index(" at 0x")] + text[text.rindex(":"):]


def error(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


semaphore = threading.Semaphore(2)
print(shown(semaphore), semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), shown(semaphore))
print(semaphore.acquire(timeout=0.01))
error(semaphore.acquire, False, 1)
error(semaphore.release, 0)
error(threading.Semaphore, -1)
semaphore.release(3)
print(shown(semaphore))
bounded = threading.BoundedSemaphore(1)
print(shown(bounded))
error(bounded.release)
error(bounded.release, 0)
with bounded:
    print(shown(bounded))

event = threading.Event()
print(shown(event), event.is_set(), event.wait(0.01), event.wait(-1))
event.set()
print(shown(event), event.wait(), event.wait(0))
event.clear()
print(shown(event))

waiting = threading.Event()
results = []


def wait_for_event():
    waiting.set()
    results.append(event.wait(10))


thread = threading.Thread(target=wait_for_event)
thread.start()
waiting.wait()
event.set()
thread.join()
print(results)

error(threading.Barrier, 0)
barrier = threading.Barrier(3, action=lambda: results.append("action"))
print(shown(barrier), barrier.parties, barrier.n_waiting, barrier.broken)
indices = []


def pass_barrier():
    indices.append(barrier.wait())


for round_ in range(2):
    threads = [threading.Thread(target=pass_barrier) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(indices), results)
    indices.clear()

broken = []


def break_barrier():
    try:
        barrier.wait()
    except threading.BrokenBarrierError as e:
        broken.append((type(e).__name__, str(e), isinstance(e, RuntimeError)))


thread = threading.Thread(target=break_barrier)
thread.start()
while not barrier.n_waiting:
    pass
print(shown(barrier))
barrier.abort()
thread.join()
print(broken, barrier.broken, shown(barrier))
error(barrier.wait)
barrier.reset()
print(barrier.broken)
error(barrier.wait, 0.01)
print(barrier.broken)


def failing():
    raise KeyError("action")


barrier = threading.Barrier(1, action=failing)
error(barrier.wait)
print(barrier.broken)

fired = threading.Event()
timer = threading.Timer(0, fired.set)
print(timer.name.startswith("Thread-"), timer.args, timer.kwargs, timer.finished.is_set())
timer.start()
timer.join()
print(fired.is_set(), timer.finished.is_set())
timer = threading.Timer(1000, fired.clear)
timer.start()
timer.cancel()
timer.join()
print(fired.is_set())
