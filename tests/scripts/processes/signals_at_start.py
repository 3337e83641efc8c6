# A signal that comes to a child before it is the program ends it: the handlers of this process are not the child's.
import os
import signal
import subprocess
import tempfile

handled = []
signal.signal(signal.SIGTERM, lambda *args: handled.append(args))
with tempfile.TemporaryDirectory() as folder:
    first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
    os.mkfifo(first)
    os.mkfifo(second)
    # Opening meets the other end: the helper sends its signal, to its whole group, while the child is between the two.
    script = 'trap "" TERM; echo; : <"$0"; kill -TERM 0; : >"$1"'
    helper = subprocess.Popen(["/bin/sh", "-c", script, first, second], process_group=0, stdout=subprocess.PIPE)
    helper.stdout.readline()
    actions = [(os.POSIX_SPAWN_OPEN, 5, first, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 6, second, os.O_RDONLY, 0)]
    child = os.posix_spawn("/bin/true", ["true"], {}, file_actions=actions, setpgroup=helper.pid)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), helper.wait(), handled)
    helper.stdout.close()
os.kill(os.getpid(), signal.SIGTERM)
print(len(handled))
