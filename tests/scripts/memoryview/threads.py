# While a call without the GIL uses a buffer, no other thread changes its length or releases it.
import os
import socket
import threading


def until_refused(change, undo):
    # The other thread is about to begin its call. If it does so between the two, there is one byte more than before.
    while True:
        try:
            change()
            undo()
        except BufferError as error:
            return str(error)


left, right = socket.socketpair()
array = bytearray(4)
done = []
thread = threading.Thread(target=lambda: done.append(right.recv_into(array)))
thread.start()
print(until_refused(lambda: array.append(0), array.pop))
left.sendall(b"wxyz")
thread.join()
print(done, array[:4])
array.append(1)

# A view that a call uses cannot be released.
view = memoryview(array)
thread = threading.Thread(target=lambda: done.append(right.recv_into(view[:2])))
thread.start()
left.sendall(b"AB")
thread.join()
print(array[:4])
started = threading.Event()


def read(view):
    started.set()
    try:
        done.append(right.recv_into(view))
    except TypeError:
        pass  # released before the call began


thread = threading.Thread(target=read, args=(view,))
thread.start()
started.wait()
while True:
    fresh = memoryview(array)
    try:
        view.release()
    except BufferError as error:
        print(error)
        break
    # Too early: the thread finds its view released.
    thread.join()
    view = fresh
    started.clear()
    thread = threading.Thread(target=read, args=(view,))
    thread.start()
    started.wait()
left.sendall(b"CDE")
thread.join()
fresh.release()
view.release()
array.append(2)
print(array[:4])

# A writer that waits for room keeps what it writes.
r, w = os.pipe()
content = bytearray(b"0123456789abcdef" * 16384)
thread = threading.Thread(target=lambda: done.append(os.write(w, content)))
thread.start()
print(until_refused(lambda: content.append(0), content.pop))
got = 0
while got < len(content):
    got += len(os.read(r, 65536))
thread.join()
content.clear()
print(done[-1] == got, len(content))
os.close(r)
os.close(w)

# Many threads, one array: views, slices and changes of length, with no more than the two allowed outcomes.
array = bytearray(range(256))
problems = []


def look():
    for _ in range(300):
        with memoryview(array) as view:
            n = len(view)
            total = sum(view[::-1])
            if len(view.tobytes()) != n or len(array) != n or total != sum(view):
                problems.append((n, len(array)))


def change():
    for i in range(3000):
        try:
            if i % 2:
                array.append(1)
            else:
                array.pop()
        except BufferError:
            pass


threads = [threading.Thread(target=target) for target in (look, change, look, change)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(problems)
left.close()
right.close()
