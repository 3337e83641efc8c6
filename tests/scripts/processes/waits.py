# os.wait3, wait4 and waitid: children by number, what they used and how they changed.
import os
import signal
import threading


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


def child(script):
    return os.posix_spawn("/bin/sh", ["sh", "-c", script], os.environ)


pid = child("exit 3")
ended, status, usage = os.wait4(pid, 0)
print(ended == pid, os.waitstatus_to_exitcode(status), type(usage), len(usage), usage.ru_maxrss > 0, usage.ru_utime == usage[0])
print([name for name in dir(usage) if name.startswith("ru_")])
pid = child("kill -9 $$")
ended, status, usage = os.wait3(0)
print(ended == pid, os.WTERMSIG(status))
pid = child("exit 4")
change = os.waitid(os.P_PID, pid, os.WEXITED)
print(change.si_pid == pid, change.si_uid == os.getuid(), change[2:], change.si_code == os.CLD_EXITED, type(change))
print(repr(change).replace(str(pid), "PID").replace(f"si_uid={os.getuid()}", "UID"))
pid = child("exit 5")
print(os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT).si_status, os.waitid(os.P_PID, pid, os.WEXITED).si_status)
pid = child("kill -STOP $$; exit 6")
print(os.waitid(os.P_PID, pid, os.WSTOPPED)[2:] == (signal.SIGCHLD, signal.SIGSTOP, os.CLD_STOPPED))
print(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG), os.wait4(pid, os.WNOHANG)[:2])
os.kill(pid, signal.SIGCONT)
print(os.wait4(pid, 0)[1] >> 8)

# From several threads, each its own child.
codes = {}


def run(code):
    pid = child(f"exit {code}")
    codes[code] = os.wait4(pid, 0)[1] >> 8 if code % 2 else os.waitid(os.P_PID, pid, os.WEXITED).si_status


threads = [threading.Thread(target=run, args=(code,)) for code in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(codes.items()))

# A signal's handler runs while the main thread waits.
heard = []
r, w = os.pipe()
signal.signal(signal.SIGUSR1, lambda *args: (heard.append(1), os.write(w, b"go\n")))
script = "kill -USR1 $PPID; read line <&5; exit 9"
pid = os.posix_spawn("/bin/sh", ["sh", "-c", script], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, r, 5)])
print(os.wait4(pid, 0)[1] >> 8, heard)
for code in (
    "os.wait4(-1, 0)", "os.wait3(0)", "os.waitid(os.P_ALL, 0, os.WEXITED)", "os.waitid(os.P_PID, 99999999, os.WEXITED)", "os.waitid(9, 0, 0)",
    "os.waitid(os.P_ALL, 0, 0)", "os.wait4('x', 0)", "os.wait3('x')", "os.wait3()", "os.wait3(options=os.WNOHANG)", "os.wait4(pid=1)",
):
    show(code)
