"""A file that nobody closed is written out when it goes, without holding up whoever has to make room for it."""
import os
import threading
import warnings

warnings.simplefilter("ignore", ResourceWarning)


def through_full_pipe(length):
    reader, writer = os.pipe()
    received = []
    go = threading.Event()

    def read():
        go.wait()
        with open(reader, "rb") as file:
            received.append(file.read())

    thread = threading.Thread(target=read)
    thread.start()
    # As much as a pipe holds.
    os.write(writer, b"-" * 65536)
    file = open(writer, "wb")
    file.write(b"x" * length)
    go.set()
    # This can be written only when the other thread has read.
    del file
    thread.join()
    return received[0].count(b"-"), received[0].count(b"x")


for length in (0, 1, 4000):
    print(length, through_full_pipe(length))

# What fits is there at once.
reader, writer = os.pipe()
open(writer, "w").write("at once\n")
print(os.read(reader, 100))
os.close(reader)
