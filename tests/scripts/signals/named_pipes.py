# Opening a named pipe waits for its other end. A signal's handler runs meanwhile: what it raises comes out of the call,
# and when it returns the call goes on. Who was interrupted has left nothing behind.
import os
import shutil
import signal
import tempfile
import threading

folder = tempfile.mkdtemp()
pipe = os.path.join(folder, "pipe")
os.mkfifo(pipe)


class Stop(Exception):
    pass


def raises(number, frame):
    raise Stop


def returns(number, frame):
    print("handled")
    handled.set()


handled = threading.Event()
ways = {
    "open r": lambda: open(pipe).close(),
    "open w": lambda: open(pipe, "w").close(),
    "open rb": lambda: open(pipe, "rb", buffering=0).close(),
    "os.open r": lambda: os.close(os.open(pipe, os.O_RDONLY)),
    "os.open w": lambda: os.close(os.open(pipe, os.O_WRONLY | os.O_CREAT)),
}


def is_waited_for(flags):
    """Whether somebody waits for this end of the pipe; it is not opened for longer than that takes."""
    try:
        os.close(os.open(pipe, flags | os.O_NONBLOCK))
        return True
    except OSError:
        return False


for name, call in ways.items():
    signal.signal(signal.SIGALRM, raises)
    try:
        # On a busy machine the signal may come before the call.
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        call()
        print(name, "returned")
    except Stop:
        print(name, "stopped")
    # Nobody is left at the end that writes, nor at the one that reads.
    print(is_waited_for(os.O_WRONLY))
    # The handler returns, and then comes the other end.
    handled.clear()
    signal.signal(signal.SIGALRM, returns)

    def other_end():
        handled.wait()
        open(pipe, "w" if name[-1] in "rb" else "r").close()

    thread = threading.Thread(target=other_end)
    thread.start()
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    call()
    print(name, "returned")
    thread.join()

# What is written before anybody reads arrives.
reader = threading.Thread(target=lambda: print(open(pipe).read()))
reader.start()
with open(pipe, "w") as file:
    file.write("through the pipe")
reader.join()
writer = threading.Thread(target=lambda: open(pipe, "w").write("and back"))
writer.start()
with open(pipe) as file:
    print(file.read())
writer.join()
# What does not wait.
os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
os.close(os.open(pipe, os.O_RDWR))
for flags in (os.O_WRONLY | os.O_NONBLOCK, os.O_RDONLY | os.O_CREAT | os.O_EXCL):
    try:
        os.open(pipe, flags)
    except OSError as error:
        print(error.strerror)
shutil.rmtree(folder)
