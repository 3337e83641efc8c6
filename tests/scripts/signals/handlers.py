# Signal handlers: what they are called with, where they run, what they interrupt.
import os
import signal
import threading
import time

print(repr(signal.SIGINT), signal.SIGTERM, f"{signal.SIGUSR1}", signal.Signals(15).name, signal.Signals.SIGHUP.value)
print(repr(signal.SIG_DFL), repr(signal.Handlers(1)), signal.SIGINT == 2, signal.NSIG)
print(signal.strsignal(2), signal.SIGKILL in signal.valid_signals())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGUSR1))

seen = []


def handler(number, frame):
    seen.append((signal.Signals(number).name, threading.current_thread().name, frame.f_code.co_name))


print(signal.signal(signal.SIGUSR1, handler))
print(signal.getsignal(signal.SIGUSR1) is handler)


def send():
    os.kill(os.getpid(), signal.SIGUSR1)


send()
print(seen)
seen.clear()
signal.raise_signal(signal.SIGUSR1)
print(seen)
seen.clear()

# A handler that returns does not cut a sleep or a wait short (PEP 475).
signal.signal(signal.SIGALRM, handler)
start = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 0.01)
time.sleep(0.1)
print([s[0] for s in seen], time.monotonic() - start >= 0.1)
seen.clear()
event = threading.Event()
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(event.wait(0.1), [s[0] for s in seen])
seen.clear()


# One that raises does, whatever the main thread waits for.
class Late(Exception):
    pass


def late(number, frame):
    raise Late(number)


signal.signal(signal.SIGALRM, late)
lock = threading.Lock()
lock.acquire()
thread = threading.Thread(target=event.wait)
thread.start()
condition = threading.Condition()


def wait_for_condition():
    with condition:
        condition.wait()


for wait in (lambda: time.sleep(10), lock.acquire, thread.join, event.wait, wait_for_condition, signal.pause):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        wait()
    except Late as e:
        print("late", e.args)
event.set()
thread.join()
with condition:
    print("condition", condition.wait(0.01))

# A wait ended by a handler that sets what is waited for.
done = threading.Event()
signal.signal(signal.SIGALRM, lambda number, frame: done.set())
signal.alarm(1)
print(signal.alarm(0))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0)
print(done.wait(10))
signal.setitimer(signal.ITIMER_REAL, 0.02)
signal.pause()
print("paused", signal.getitimer(signal.ITIMER_REAL))

# A thread may send, the main thread handles.
signal.signal(signal.SIGUSR1, handler)
seen.clear()
thread = threading.Thread(target=send)
thread.start()
thread.join()
while not seen:
    pass
print(seen[0][:2])

# KeyboardInterrupt is the handler of SIGINT.
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
old = signal.signal(signal.SIGINT, signal.SIG_IGN)
print(old is signal.default_int_handler)
os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, old)

# What is refused.
for attempt in (
    lambda: signal.signal(65, handler),
    lambda: signal.signal(0, handler),
    lambda: signal.signal(signal.SIGUSR1, "handler"),
    lambda: signal.signal(signal.SIGKILL, handler),
    lambda: signal.setitimer(9, 1),
    lambda: signal.Signals(99),
):
    try:
        attempt()
    except (ValueError, TypeError, OSError) as e:
        print(type(e).__name__, e)


def elsewhere():
    try:
        signal.signal(signal.SIGUSR1, handler)
    except ValueError as e:
        print(e)


thread = threading.Thread(target=elsewhere)
thread.start()
thread.join()
