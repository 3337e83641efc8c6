# Waiting for children by their numbers, beside subprocess, which waits for the same ones.
import os
import signal
import subprocess
import threading
import time


def show(what, call, *args):
    try:
        print(what, call(*args))
    except Exception as error:
        print(what, type(error).__name__, error)


def start(command, **how):
    return subprocess.Popen(["/bin/sh", "-c", command], **how)


def read(status):
    return (os.WIFEXITED(status), os.WEXITSTATUS(status), os.WIFSIGNALED(status), os.WTERMSIG(status),
            os.WIFSTOPPED(status), os.WSTOPSIG(status), os.WCOREDUMP(status), os.WIFCONTINUED(status))


show("no children", os.wait)
show("no children", os.waitpid, -1, os.WNOHANG)
show("no child of ours", os.waitpid, 1, 0)
show("wrong options", os.waitpid, -1, 12345678)
show("not a number", os.waitpid, "x", 0)
show("too large", os.waitpid, 1 << 40, 0)
for status in (0, 256, 9, 0x89, 0x137f, 0xffff, -1):
    print(status, read(status), end=" ")
    show("code", os.waitstatus_to_exitcode, status)
show("no status", os.waitstatus_to_exitcode, "x")
show("no status", os.WIFEXITED, 1 << 40)

# One that exits and one that is killed; whoever waits first gets the status.
child = start("exit 7")
pid, status = os.waitpid(child.pid, 0)
print(pid == child.pid, status, os.waitstatus_to_exitcode(status), child.poll(), child.wait(), child.returncode)
show("waited for already", os.waitpid, pid, 0)
child = start("exit 3")
print(child.wait())
show("waited for already", os.waitpid, child.pid, 0)
child = start("exec sleep 100")
print(os.waitpid(child.pid, os.WNOHANG))
child.kill()
print(os.WTERMSIG(os.waitpid(child.pid, 0)[1]), child.wait())

# Any of several.
children = [start(f"exit {code}") for code in (1, 2, 3)]
expected = {child.pid: code for code, child in enumerate(children, 1)}
codes = []
while expected:
    pid, status = os.wait()
    codes.append(os.WEXITSTATUS(status) - expected.pop(pid))
print(codes)
child = start("exit 5", process_group=0)
print(os.waitpid(-child.pid, 0) == (child.pid, 5 << 8), child.wait())
child = start("exit 6")
print(os.waitpid(0, 0) == (child.pid, 6 << 8), child.wait())

# Stopped and continued.
child = start("exec cat", stdin=subprocess.PIPE)
child.send_signal(signal.SIGSTOP)
status = os.waitpid(child.pid, os.WUNTRACED)[1]
print(os.WIFSTOPPED(status), os.WSTOPSIG(status) == signal.SIGSTOP)
child.send_signal(signal.SIGCONT)
print(os.WIFCONTINUED(os.waitpid(child.pid, os.WCONTINUED)[1]))
child.communicate()
print(child.returncode)

# Other threads run meanwhile, and may wait, too.
child = start("read line; exit 4", stdin=subprocess.PIPE)
answer = threading.Thread(target=lambda: (child.stdin.write(b"go\n"), child.stdin.close()))
answer.start()
print(os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1]))
answer.join()
child.wait()
first, second = start("read line; exit 8", stdin=subprocess.PIPE), start("exit 9")
found = []
thread = threading.Thread(target=lambda: found.append(os.waitpid(first.pid, 0)[1] >> 8))
thread.start()
print(os.waitpid(second.pid, 0)[1] >> 8)
first.stdin.write(b"go\n")
first.stdin.close()
thread.join()
print(found, first.wait(), second.wait())

# A signal's handler runs while the main thread waits, and the wait goes on; or it ends the wait.
events = []
child = start("read line; exit 11", stdin=subprocess.PIPE)


def handler(number, frame):
    events.append("handled")
    child.stdin.write(b"go\n")
    child.stdin.flush()


signal.signal(signal.SIGUSR1, handler)
me = threading.main_thread().ident
thread = threading.Thread(target=signal.pthread_kill, args=(me, signal.SIGUSR1))
thread.start()
print(os.waitpid(child.pid, 0)[1] >> 8, events)
thread.join()
child.stdin.close()
child.wait()


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


signal.signal(signal.SIGALRM, stop)
child = start("exec cat", stdin=subprocess.PIPE)
for wait in (lambda: os.waitpid(child.pid, 0), lambda: os.waitpid(-1, 0), os.wait):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        wait()
    except Stop:
        print("stopped", child.poll())
child.communicate()
print(child.returncode)

# A handler for the end of children.
signal.signal(signal.SIGCHLD, lambda number, frame: events.append("a child"))
child = start("exit 12")
print(os.waitpid(child.pid, 0)[1] >> 8)
while "a child" not in events:
    time.sleep(0.001)
print(child.wait())
