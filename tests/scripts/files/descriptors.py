# Calls of os on descriptors as such: copies, what children inherit, several buffers at once, named pipes.
import os
import subprocess
import tempfile
import threading


def show(what, call, *args, **kwargs):
    try:
        print(what, call(*args, **kwargs))
    except Exception as error:
        print(what, type(error).__name__, error)


root = tempfile.mkdtemp(prefix="gilvm-")
os.chdir(root)
null = os.open("/dev/null", os.O_RDWR)

# A copy under a chosen number, that is free or that is taken.
number = os.dup(null)
os.close(number)
show("free", lambda: os.dup2(null, number) == number)
show("inherited", os.get_inheritable, number)
with open("file", "w") as file:
    file.write("0123456789")
fd = os.open("file", os.O_RDWR)
show("taken", lambda: os.dup2(fd, number, inheritable=False) == number)
show("not inherited", os.get_inheritable, number)
print(os.read(number, 4), os.read(fd, 3))
show("itself", lambda: os.dup2(fd, fd) == fd)
show("itself", os.dup2, fd, fd, False)
show("no descriptor", os.dup2, 999, number)
show("no number", os.dup2, fd, -1)
show("no number", os.dup2, fd, 1 << 30)
show("no number", os.dup2, fd, 1 << 40)
show("no number", os.dup2, fd, "x")
show("still", os.read, number, 10)
os.close(number)
show("closed", os.get_inheritable, number)

# Standard output goes elsewhere for a while.
saved = os.dup(1)
print("before", flush=True)
target = os.open("out", os.O_WRONLY | os.O_CREAT)
os.dup2(target, 1)
print("into the file", flush=True)
subprocess.run(["/bin/echo", "of the child"])
os.dup2(saved, 1)
print("after", open("out").read().splitlines(), os.get_inheritable(1))
os.close(saved)
os.close(target)

# What children get.
show("by default", os.get_inheritable, fd)
show("set", os.set_inheritable, fd, True)
show("now", os.get_inheritable, fd)
is_open = ["/bin/sh", "-c", f"if [ -e /dev/fd/{fd} ]; then echo open; else echo closed; fi"]
for how in ({}, {"close_fds": False}, {"pass_fds": [fd]}):
    print(how and list(how), subprocess.run(is_open, capture_output=True, text=True, **how).stdout, end="")
os.set_inheritable(fd, False)
print(subprocess.run(is_open, capture_output=True, text=True, close_fds=False).stdout, end="")
show("not a number", os.set_inheritable, fd, "x")
show("not open", os.set_inheritable, 999, True)

# Several buffers at once.
one, two, three = bytearray(2), bytearray(3), bytearray(b"unchanged")
os.lseek(fd, 0, 0)
show("readv", os.readv, fd, [one, two])
print(one, two)
show("short", os.preadv, fd, (one, two, three), 7)
print(one, two, three)
show("writev", os.writev, fd, [b"ab", bytearray(b"c"), b""])
show("pwritev", os.pwritev, fd, [b"X", b"Y"], 0)
print(os.pread(fd, 20, 0))
show("nothing", os.readv, fd, [])
show("nothing", os.writev, fd, ())
show("no buffer", os.readv, fd, [5])
show("no buffer", os.writev, fd, ["x"])
show("read only", os.readv, fd, [b"x"])
show("no sequence", os.readv, fd, 5)
show("no sequence", os.writev, fd, {1})
show("not open", os.writev, 999, [b"x"])

# From one to another, also through a pipe that is full meanwhile.
reader, writer = os.pipe2(os.O_CLOEXEC)
show("sendfile", os.sendfile, writer, fd, 2, 4)
print(os.read(reader, 10))
show("position", os.sendfile, writer, fd, None, 100)
show("not open", os.sendfile, 999, fd, 0, 1)
with open("big", "wb") as file:
    file.write(bytes(300000))
big = os.open("big", os.O_RDONLY)
received = []


def receive():
    while data := os.read(reader, 100000):
        received.append(len(data))


thread = threading.Thread(target=receive)
thread.start()
offset = 0
while sent := os.sendfile(writer, big, offset, 300000 - offset):
    offset += sent
os.close(writer)
thread.join()
print(offset, sum(received))
os.close(reader)
show("pipe2", os.pipe2, 1)
ends = os.pipe2(0)
print([os.get_inheritable(end) for end in ends])
lowest, highest = min(ends), max(ends)
os.closerange(lowest, highest + 1)
show("closed", os.get_inheritable, lowest)
ends = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
print([os.get_blocking(end) for end in ends])
show("nothing there", os.readv, ends[0], [bytearray(1)])

# A named pipe.
show("mkfifo", os.mkfifo, "fifo", 0o600)
print(oct(os.stat("fifo").st_mode))
show("again", os.mkfifo, "fifo")
show("no folder", os.mkfifo, "none/fifo")
show("no path", os.mkfifo, 5)


def write():
    with open("fifo", "w") as file:
        file.write("through a fifo")


thread = threading.Thread(target=write)
thread.start()
with open("fifo") as file:
    print(file.read())
thread.join()
show("no terminal", os.ttyname, fd)
show("not open", os.ttyname, 999)
