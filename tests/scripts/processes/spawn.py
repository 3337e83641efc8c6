# os.posix_spawn and os.spawn*.
import os
import signal
import tempfile


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


def output(words, env=None, function=os.posix_spawn, **options):
    with tempfile.TemporaryFile() as file:
        actions = [(os.POSIX_SPAWN_DUP2, file.fileno(), 1), *options.pop("file_actions", ())]
        pid = function(words[0], words, os.environ if env is None else env, file_actions=actions, **options)
        status = os.waitpid(pid, 0)[1]
        file.seek(0)
        return file.read().decode(), os.waitstatus_to_exitcode(status)


sh = "/bin/sh"
print(output([sh, "-c", "echo $0 $1 $X", "a", "b"], {"X": "y"}))
print(output(["sh", "-c", "exit 7"], function=os.posix_spawnp))
os.environ["FROM_SCRIPT"] = "seen"
print(output([sh, "-c", "echo $FROM_SCRIPT"]))
folder = tempfile.TemporaryDirectory()
name = os.path.join(folder.name, "out")
print(output([sh, "-c", "echo to the file >&5; cat /dev/null"], file_actions=[(os.POSIX_SPAWN_OPEN, 5, name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]))
with open(name) as file:
    print(file.read(), oct(os.stat(name).st_mode))
print(output([sh, "-c", "echo gone >&2 || echo no stderr"], file_actions=[(os.POSIX_SPAWN_CLOSE, 2)]))
r, w = os.pipe()
os.set_inheritable(w, True)
print(output([sh, "-c", f"[ -e /proc/self/fd/{w} ] && echo open || echo closed"]))
print(output([sh, "-c", f"[ -e /proc/self/fd/{w} ] && echo open || echo closed"], file_actions=[(os.POSIX_SPAWN_CLOSEFROM, 3)]))
os.close(r)
os.close(w)
leader = "read line < /proc/self/stat; set -- $line; [ $1 = $5 ] && echo leader || echo member"
print(output([sh, "-c", leader], setpgroup=0), output([sh, "-c", leader]), output([sh, "-c", leader], setsid=True))


def masks(**options):
    # Without the signals that the C library keeps for itself.
    told = output([sh, "-c", "grep -E 'Sig(Blk|Ign)' /proc/self/status"], **options)[0]
    return [hex(int(word, 16) & 0x7FFFFFFF) for word in told.split()[1::2]]


print(masks(setsigdef=[signal.SIGPIPE, signal.SIGXFSZ], setsigmask=[signal.SIGUSR2]))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
print(masks())
print(masks(setsigmask=[], setsigdef=[signal.SIGUSR2]))
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
signal.signal(signal.SIGUSR2, signal.SIG_DFL)
print(output([sh, "-c", "exit 1"], resetids=True))
for mode in os.P_WAIT, os.P_NOWAIT:
    for call in (
        lambda: os.spawnv(mode, sh, ["sh", "-c", "exit 5"]), lambda: os.spawnl(mode, sh, "sh", "-c", "exit 6"),
        lambda: os.spawnvp(mode, "sh", ["sh", "-c", "kill -9 $$"]), lambda: os.spawnlpe(mode, "sh", "sh", "-c", "exit $X", {"X": "8", "PATH": "/bin"}),
        lambda: os.spawnve(mode, sh, ["sh", "-c", "exit $X"], {"X": "9"}), lambda: os.spawnv(mode, "/no/such/program", ["x"]),
        lambda: os.spawnlp(mode, "no such program", "x"),
    ):
        result = call()
        print(result if mode == os.P_WAIT else os.waitstatus_to_exitcode(os.waitpid(result, 0)[1]))
true = "/bin/true"
for code in (
    "os.posix_spawn(true, [], {})", "os.posix_spawn(true, [''], {})", "os.posix_spawn(true, 5, {})", "os.posix_spawn(true, 'x', {})",
    "os.posix_spawn(true, ['x'], 5)", "os.posix_spawn(true, ['x'], {5: 6})", "os.posix_spawn('/no/such', ['x'], {})", "os.posix_spawn('sh', ['x'], {})",
    "os.posix_spawnp('nosuch', ['x'], {})", "os.posix_spawn(5, ['x'], {})", "os.posix_spawn(true, ['x'], {'a=b': 'c'})", "os.posix_spawn(true, ['x'], {'': 'c'})",
    "os.posix_spawn(true, ['x', '\\0'], {})", "os.posix_spawn('/bin/true\\0', ['x'], {})", "os.posix_spawn('/etc/passwd', ['x'], {})",
    "os.posix_spawn(true, ['x'], {}, file_actions=5)", "os.posix_spawn(true, ['x'], {}, file_actions=[5])", "os.posix_spawn(true, ['x'], {}, file_actions=[()])",
    "os.posix_spawn(true, ['x'], {}, file_actions=[(9,)])", "os.posix_spawn(true, ['x'], {}, file_actions=[('x',)])",
    "os.posix_spawn(true, ['x'], {}, file_actions=[(os.POSIX_SPAWN_OPEN,)])", "os.posix_spawn(true, ['x'], {}, file_actions=[(os.POSIX_SPAWN_CLOSE,)])",
    "os.posix_spawn(true, ['x'], {}, file_actions=[(os.POSIX_SPAWN_DUP2, 1)])", "os.posix_spawn(true, ['x'], {}, file_actions=[(os.POSIX_SPAWN_CLOSE, 'x')])",
    "os.posix_spawn(true, ['x'], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 3, '/no/such', 0, 0)])", "os.posix_spawn(true, ['x'], {}, setpgroup='x')",
    "os.posix_spawn(true, ['x'], {}, setsigmask=5)", "os.posix_spawn(true, ['x'], {}, setsigmask=[999])", "os.posix_spawn(true, ['x'], {}, setsigdef=['a'])",
    "os.posix_spawn(true, ['x'], {}, scheduler=(1,))", "os.posix_spawn(true, ['x'], {}, foo=5)", "os.spawnv(os.P_WAIT, sh, 'x')", "os.spawnv(os.P_WAIT, sh, [])",
    "os.get_exec_path({})", "os.get_exec_path({'PATH': 'a:b'})", "os.get_exec_path({b'PATH': b'a:b'})", "os.get_exec_path({b'PATH': b'a', 'PATH': 'b'})",
):
    show(code)

# A failure is told whatever the steps do to descriptors, and nobody reads what the interpreter has opened for itself.
null = os.open(os.devnull, os.O_RDWR)
outcomes = set()
for number in range(3, 40):
    for action in (os.POSIX_SPAWN_DUP2, null, number), (os.POSIX_SPAWN_CLOSE, number):
        try:
            os.waitpid(os.posix_spawn("/no/such", ["x"], {}, file_actions=[action]), 0)
        except OSError as error:
            outcomes.add(str(error))
print(outcomes)
os.close(null)
for actions in ([(os.POSIX_SPAWN_DUP2, 777, 1)], [(os.POSIX_SPAWN_DUP2, 1, -1)], [(os.POSIX_SPAWN_CLOSE, -1)], [(os.POSIX_SPAWN_OPEN, -1, "/", 0, 0)]):
    show(f"os.posix_spawn(true, ['x'], {{}}, file_actions={actions})")

# A script without an interpreter in its first line is no program, and programs are found in the PATH of this process.
os.chdir(folder.name)
for name in "headless", "secret":
    with open(name, "w") as file:
        file.write("exit 4\n")
os.chmod("headless", 0o755)
os.mkdir("empty")
for path in "/bin:/usr/bin", "/no/such", ".", "empty:", "empty::/bin", folder.name + "/empty:.:/usr/bin":
    os.environ["PATH"] = path
    for name in "true", "headless", "secret", "empty", "":
        for env in {"PATH": "/bin:/usr/bin"}, {"PATH": "/no/such"}, {}:
            try:
                print(path.replace(folder.name, "~"), name, os.waitpid(os.posix_spawnp(name, ["x"], env), 0)[1])
            except OSError as error:
                print(path.replace(folder.name, "~"), name, error)
show("os.posix_spawn('./headless', ['x'], {})")
show("os.posix_spawn('headless', ['x'], {})")
show("os.posix_spawn('', ['x'], {})")
os.chdir("/")
folder.cleanup()
