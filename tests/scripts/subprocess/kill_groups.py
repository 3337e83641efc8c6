# Whom `os.kill` and its kin reach: a process, a group, the own group.
import os
import signal
import subprocess
import time

seen = []
signal.signal(signal.SIGUSR1, lambda *args: seen.append(signal.Signals(args[0]).name))
# A group of its own: the test's runner must not hear this.
os.setpgrp()
for send in (
    lambda: os.kill(0, signal.SIGUSR1),
    lambda: os.killpg(0, signal.SIGUSR1),
    lambda: os.killpg(os.getpgrp(), signal.SIGUSR1),
    lambda: os.kill(-os.getpgrp(), signal.SIGUSR1),
    lambda: os.kill(os.getpid(), signal.SIGUSR1),
):
    count = len(seen)
    send()
    # Which thread of the process the system chooses, and when that one comes to it, is its own affair.
    while len(seen) == count:
        time.sleep(0.001)
print(seen)

for end in (lambda pid: os.kill(-pid, signal.SIGTERM), lambda pid: os.killpg(pid, signal.SIGKILL)):
    child = subprocess.Popen(["sleep", "100"], start_new_session=True)
    end(child.pid)
    print(child.wait())

for number, signalled in ((0, 0), (-(2**30), 0), (2**30, 0), (1, -1), (0, 1000), (2**40, 1), (-(2**40), 1), ("1", 1)):
    try:
        print(number, os.kill(number, signalled))
    except (OSError, OverflowError, TypeError) as error:
        print(number, type(error).__name__, error)
