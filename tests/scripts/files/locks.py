# fcntl: flags of descriptors, and locks on files.
import fcntl
import os
import signal
import tempfile
import threading


def show(what, call, *args):
    try:
        print(what, call(*args))
    except Exception as error:
        print(what, type(error).__name__, error)


os.chdir(tempfile.mkdtemp(prefix="gilvm-"))
file = open("file", "w+")
other = open("file", "r+")
show("closes on exec", fcntl.fcntl, file, fcntl.F_GETFD)
show("set", fcntl.fcntl, file, fcntl.F_SETFD, 0)
show("closes on exec", fcntl.fcntl, file.fileno(), fcntl.F_GETFD)
print(os.get_inheritable(file.fileno()))
flags = fcntl.fcntl(file, fcntl.F_GETFL)
print(flags & os.O_ACCMODE == os.O_RDWR, flags & os.O_NONBLOCK)
show("set", fcntl.fcntl, file, fcntl.F_SETFL, flags | os.O_NONBLOCK | os.O_APPEND)
print(fcntl.fcntl(file, fcntl.F_GETFL) ^ flags == os.O_NONBLOCK | os.O_APPEND, os.get_blocking(file.fileno()))
fcntl.fcntl(file, fcntl.F_SETFL, flags)
copy = fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 100)
print(copy >= 100, os.get_inheritable(copy))
os.close(copy)
show("no number", fcntl.fcntl, file, fcntl.F_DUPFD, -1)
show("no command", fcntl.fcntl, file, 99999)
for wrong in ("x", -1, 999, None, 1.5, 1 << 40):
    show(wrong, fcntl.fcntl, wrong, fcntl.F_GETFD)
    show(wrong, fcntl.flock, wrong, fcntl.LOCK_SH)
    show(wrong, fcntl.lockf, wrong, fcntl.LOCK_SH)
show("no operation", fcntl.flock, file, 0)
show("no operation", fcntl.lockf, file, 0)
show("no operation", fcntl.flock, file, "x")

# Locks of whole files belong to what was opened.
show("shared", fcntl.flock, file, fcntl.LOCK_SH)
show("shared, too", fcntl.flock, other, fcntl.LOCK_SH | fcntl.LOCK_NB)
show("alone", fcntl.flock, other, fcntl.LOCK_EX | fcntl.LOCK_NB)
show("unlock", fcntl.flock, file, fcntl.LOCK_UN)
show("alone", fcntl.flock, other, fcntl.LOCK_EX | fcntl.LOCK_NB)
show("shared", fcntl.flock, file, fcntl.LOCK_SH | fcntl.LOCK_NB)

# Who waits lets others run, in the main thread and in others.
order = []
asking = threading.Event()


def give():
    asking.wait()
    order.append("released")
    fcntl.flock(other, fcntl.LOCK_UN)


thread = threading.Thread(target=give)
thread.start()
asking.set()
fcntl.flock(file, fcntl.LOCK_EX)
order.append("locked")
thread.join()
print(order)


def take():
    asking.set()
    fcntl.flock(other, fcntl.LOCK_EX)
    order.append("locked by another thread")


asking.clear()
thread = threading.Thread(target=take)
thread.start()
asking.wait()
order.append("released again")
fcntl.flock(file, fcntl.LOCK_UN)
thread.join()
print(order[2:])


# A handler runs while the main thread waits, and may end the wait.
class Stop(Exception):
    pass


def release(number, frame):
    order.append("released by a handler")
    fcntl.flock(other, fcntl.LOCK_UN)


def stop(number, frame):
    raise Stop


me = threading.main_thread().ident
signal.signal(signal.SIGUSR1, release)
thread = threading.Thread(target=signal.pthread_kill, args=(me, signal.SIGUSR1))
thread.start()
fcntl.flock(file, fcntl.LOCK_EX)
thread.join()
print(order[4:])
signal.signal(signal.SIGALRM, stop)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    fcntl.flock(other, fcntl.LOCK_EX)
except Stop:
    print("stopped")
fcntl.flock(file, fcntl.LOCK_UN)

# Locks of parts of files belong to processes.
file.write("0123456789")
file.flush()
show("lockf", fcntl.lockf, file, fcntl.LOCK_EX, 4, 2)
show("the same process", fcntl.lockf, other, fcntl.LOCK_EX | fcntl.LOCK_NB)
show("before the file", fcntl.lockf, file, fcntl.LOCK_EX, 1, -1)
show("from nowhere", fcntl.lockf, file, fcntl.LOCK_EX, 1, 0, 9)
show("unlock", fcntl.lockf, file, fcntl.LOCK_UN)
os.lseek(file.fileno(), 0, os.SEEK_SET)
show("os.lockf", os.lockf, file.fileno(), os.F_LOCK, 0)
show("test", os.lockf, other.fileno(), os.F_TEST, 0)
show("try", os.lockf, file.fileno(), os.F_TLOCK, 5)
show("unlock", os.lockf, file.fileno(), os.F_ULOCK, 0)
show("no command", os.lockf, file.fileno(), 77, 0)
