# What a child inherits and what it does not: descriptors, masks, ignored signals, its session and group.
import os
import signal
import subprocess
from subprocess import PIPE


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


# A pipeline of processes that ends together: the usual way to end all that a shell has started.
for given in ({"start_new_session": True}, {"preexec_fn": os.setsid}, {"preexec_fn": os.setpgrp}, {"process_group": 0}):
    child = subprocess.Popen("echo ready; cat; :", shell=True, stdin=PIPE, stdout=PIPE, **given)
    child.stdout.readline()
    print(os.getpgid(child.pid) == child.pid, os.getsid(child.pid) == child.pid)
    os.killpg(os.getpgid(child.pid), signal.SIGTERM)
    print(child.wait())
    child.stdin.close()
    child.stdout.close()
told("killpg", lambda: os.killpg(2**30, signal.SIGTERM))
print(os.getpgrp() == os.getpgid(0))

r, w = os.pipe()
print(subprocess.call(f"echo through >&{w}", shell=True, pass_fds=[w]), os.read(r, 100))
print(subprocess.call(f"echo closed 2>/dev/null >&{w}", shell=True, stderr=subprocess.DEVNULL) != 0)
told("pass_fds", lambda: subprocess.Popen("true", pass_fds=[-1]))
print(subprocess.check_output("umask", shell=True, umask=0o027))


def signals(**given):
    """The masks of a child."""
    status = subprocess.check_output(["cat", "/proc/self/status"], text=True, **given)
    sets = dict(line.split(":") for line in status.splitlines() if line.startswith(("SigBlk", "SigIgn")))
    # Of the others the child has what whoever started this script has.
    known = [signal.SIGUSR1, signal.SIGUSR2, signal.SIGPIPE, signal.SIGTERM, signal.SIGXFSZ]
    return {name: [number.name for number in known if int(bits, 16) >> number - 1 & 1] for name, bits in sets.items()}


print(signals())
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGTERM])
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
print(signals())
signal.pthread_sigmask(signal.SIG_SETMASK, [])
print(signals())
print(signals(restore_signals=False))
signal.signal(signal.SIGUSR2, lambda *args: None)
print(signals())

told("argument", lambda: subprocess.run(["echo", "a\0b"]))
told("environment", lambda: subprocess.run(["env"], env={"A": "a\0b"}))
told("input", lambda: subprocess.run(["cat"], input="text", capture_output=True))
told("input", lambda: subprocess.run(["cat"], input=b"bytes", capture_output=True, text=True))
with subprocess.Popen(["cat"], stdin=PIPE, stdout=PIPE, stderr=PIPE) as child:
    print(child.communicate(b"once"), child.communicate())
