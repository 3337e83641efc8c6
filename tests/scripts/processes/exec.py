# os.exec*: what fails leaves all as it was; what succeeds is the end of this program.
import os
import signal
import sys
import threading


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


signal.signal(signal.SIGUSR1, lambda *args: print("handled"))
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
for code in (
    "os.execv('/no/such', ['x'])", "os.execv('/bin/sh', [])", "os.execv('/bin/sh', [''])", "os.execv('/bin/sh', 5)", "os.execv('/bin/sh', 'x')",
    "os.execv(5, ['x'])", "os.execv('/bin/sh', [5])", "os.execve('/bin/sh', ['x'], 5)", "os.execve('/no/such', ['x'], {})", "os.execve('/bin/sh', ['x'], {5: 5})",
    "os.execve('/bin/sh', [], {})", "os.execve('/bin/sh', [''], {})", "os.execvp('no such', ['x'])", "os.execlp('no such', 'x')", "os.execl('/no/such', 'x')",
    "os.execvpe('no such', ['x'], {'PATH': '/bin'})", "os.execle('/no/such', 'x', {})", "os.execv()", "os.execve('/bin/sh')", "os.execv('/etc/passwd', ['x'])",
    "os.execvp('/etc/passwd', ['x'])", "os.execv('/bin/sh\\0', ['x'])", "os.execv('/bin/sh', ['\\0'])", "os.execve('/bin/sh', ['x'], {'a=': 'b'})",
    "os.execve('/bin/sh', ['x'], {'a': 'b\\0'})", "os.execve(path='/no/such', argv=['x'], env={})",
):
    show(code)
os.kill(os.getpid(), signal.SIGUSR1)
os.kill(os.getpid(), signal.SIGUSR2)
print(signal.pthread_sigmask(signal.SIG_BLOCK, []))
sys.stdout.flush()

# The others sleep, wait and compute; one of them becomes another program, and all are gone.
threading.Thread(target=threading.Event().wait, daemon=True).start()
never = threading.Lock()
never.acquire()


def compute():
    while True:
        pass


threading.Thread(target=compute, daemon=True).start()
os.environ["FROM_SCRIPT"] = "seen"
script = """echo $0 $1 $FROM_SCRIPT; kill -USR2 $$ && echo ignored; grep SigBlk /proc/self/status
sed -n 's/^SigIgn:.*\\(.......\\)$/\\1/p' /proc/self/status; set -- /proc/self/task/*; echo $#; exit 3"""
threading.Thread(target=os.execl, args=("/bin/sh", "name", "-c", script, "zero", "one")).start()
never.acquire()
