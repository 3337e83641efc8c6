# Calls that would wait for ever if the system were not asked first: a pipe used the wrong way round, and descriptors
# that do not block.
import os
import threading


def show(what, call, *args):
    try:
        print(what, call(*args))
    except OSError as error:
        print(what, type(error).__name__, error)


def all_of_them():
    reader, writer = os.pipe()
    show("write to the end for reading:", os.write, reader, b"x")
    show("read from the end for writing:", os.read, writer, 1)
    with open(writer, "rb", buffering=0, closefd=False) as file:
        show("the same as a file:", file.read, 1)
    os.set_blocking(reader, False)
    show("nothing there:", os.read, reader, 1)
    os.write(writer, b"here")
    show("something there:", os.read, reader, 10)
    os.set_blocking(writer, False)
    size = 0
    try:
        while True:
            size += os.write(writer, bytes(4096))
    except BlockingIOError as error:
        print("full:", size > 4096, error)
    os.close(writer)
    while data := os.read(reader, 65536):
        size -= len(data)
    print("all of it came:", size)
    os.close(reader)


all_of_them()
thread = threading.Thread(target=all_of_them)
thread.start()
thread.join()
