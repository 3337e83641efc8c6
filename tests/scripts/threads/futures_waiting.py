# Waiting for futures again and again: what is not done yet can be waited for anew, and nothing stays behind.
import concurrent.futures._base
import concurrent.futures.thread
import queue
import weakref
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Future, as_completed, wait

futures = [Future() for _ in range(4)]
for future in futures:
    future.add_done_callback(lambda future: print("called with", future.result() if not future.cancelled() else None))

done, pending = wait(futures, timeout=0)
print(len(done), len(pending))
for number in range(50):
    wait(futures, timeout=0, return_when=FIRST_COMPLETED)
futures[0].set_result("a")
done, pending = wait(futures, return_when=FIRST_COMPLETED)
print(done == {futures[0]}, pending == set(futures[1:]))
futures[1].set_result("b")
done, pending = wait(pending, timeout=0, return_when=FIRST_EXCEPTION)
print(done == {futures[1]}, len(pending))
try:
    for future in as_completed(pending, timeout=0):
        print("none is done")
except TimeoutError as error:
    print(error)
futures[2].set_result("c")
for future in as_completed(pending):
    print("first", future.result())
    break
futures[3].set_result("d")
print(sorted(future.result() for future in as_completed(futures * 2)))
print(wait(futures, return_when=ALL_COMPLETED).not_done)


class Big:
    pass


def passing():
    """Futures that nobody else keeps, and whether their results go one by one."""
    made = [Future() for _ in range(3)]
    seen = []
    for future in made:
        result = Big()
        seen.append(weakref.ref(result))
        future.set_result(result)
    del future, result
    completed = as_completed(made)
    made.clear()
    for future in completed:
        alive = sum(ref() is not None for ref in seen)
        del future
        print(alive, sum(ref() is not None for ref in seen))


passing()

print(concurrent.futures._base.PENDING, concurrent.futures._base.Future is Future)
print(concurrent.futures.thread.ThreadPoolExecutor.__name__, concurrent.futures.thread.BrokenThreadPool.__mro__[1])
print(Future[int], queue.Queue[str], queue.PriorityQueue[int], queue.SimpleQueue[bytes])


def typed(source: queue.Queue[int], sink: "queue.SimpleQueue[int]") -> Future[int]:
    future = Future()
    future.set_result(source.get())
    return future


numbers = queue.Queue()
numbers.put(7)
print(typed(numbers, None).result())
