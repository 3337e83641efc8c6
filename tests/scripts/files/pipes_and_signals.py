# A pipe that nobody reads is full for ever: a signal's handler ends the wait of each kind of file, and what did not
# get out stays in the buffer.
import os
import signal


class Stop(Exception):
    pass


def stop(signum, frame):
    raise Stop


signal.signal(signal.SIGALRM, stop)


def interrupted(what, act):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        act()
        print(what, "ended by itself")
    except Stop:
        print(what, "interrupted")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


big = b"x" * 1_000_000

for name, mode, buffering in [("raw", "wb", 0), ("buffered", "wb", -1), ("text", "w", -1), ("lines", "w", 1)]:
    r, w = os.pipe()
    file = open(w, mode, buffering)
    data = big.decode() + "\n" if "b" not in mode else big

    def fill():
        while True:
            file.write(data)
            file.flush()

    interrupted(name, fill)
    os.close(r)
    try:
        file.close()
    except BrokenPipeError as error:
        print("close:", error)
    print(file.closed)

# Nobody reads any more: the error is told by flush, and again by close, because the bytes are still there.
r, w = os.pipe()
file = open(w, "wb")
os.close(r)
file.write(b"lost")
for act in (file.flush, file.flush, file.close, file.close):
    try:
        print(act())
    except BrokenPipeError as error:
        print(type(error).__name__, error)
print(file.closed)

# Who does not wait is told how much got out; the rest follows when there is room.
r, w = os.pipe()
os.set_blocking(w, False)
file = open(w, "wb")
try:
    file.write(big)
    file.flush()
except BlockingIOError as error:
    print(error.errno, error.strerror)
os.set_blocking(r, False)
os.set_blocking(w, True)
got = 0
while got < 8192:
    got += len(os.read(r, 8192))
print("some came:", got >= 8192)

# Raw files take what there is, and never more than was asked for.
r, w = os.pipe()
os.write(w, b"one\ntwo\nthree")
raw = open(r, "rb", 0)
print(raw.readline(), os.read(r, 4), raw.read(100))
buffer = bytearray(5)
os.write(w, b"abc")
print(raw.readinto(buffer), buffer)
os.close(w)
print(raw.read(10), raw.readall(), raw.readline())
