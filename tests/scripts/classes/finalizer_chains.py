# A chain of objects may be as long as it likes; a finalizer that makes the next object to finalize comes to an end.
import io
import sys
import threading

count = 0


class Node:
    def __init__(self, next):
        self.next = next

    def __del__(self):
        global count
        count += 1


chain = None
for _ in range(20000):
    chain = Node(chain)
del chain
print(count)


def in_function():
    local, cell = Node(None), Node(None)

    def inner():
        nonlocal cell
        del cell
        return count

    before = count
    del local
    return count - before, inner() - before


print(in_function())


class Endless:
    def __del__(self):
        global count
        count += 1
        Endless()


local = threading.local()


class Again:
    ends = False

    def __del__(self):
        if not self.ends:
            local.value = Again()


sys.stderr = told = io.StringIO()
count = 0
first = Endless()
del first
sys.stderr = sys.__stderr__
print(900 < count < 1100, "RecursionError: maximum recursion depth exceeded" in told.getvalue())


def thread_ends():
    local.value = Again()


thread = threading.Thread(target=thread_ends)
thread.start()
thread.join()
Again.ends = True
print("end")
