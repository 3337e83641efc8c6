"""The operating system: files, processes, the environment. What needs the system itself is native (posix)."""

import sys
import posix as _posix
import posixpath as path
from posix import *
from posix import _exit, get_terminal_size
import _files
from _files import *
from _children import *
from _descriptors import *
from _programs import *

sys.modules["os.path"] = path

name = "posix"
curdir, pardir, sep, extsep, altsep, pathsep = path.curdir, path.pardir, path.sep, path.extsep, path.altsep, path.pathsep
linesep = "\n"
defpath = path.defpath
devnull = path.devnull
error = OSError
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
supports_follow_symlinks = {stat}


class _Environ:
    """The environment of the process, as this interpreter's scripts see it.

    Changes are seen by all threads of the interpreter and by nobody else: to change the environment of the whole
    process is not safe while other threads run.
    """

    def __init__(self, data):
        self._data = data

    def _check(self, text):
        if not isinstance(text, str):
            raise TypeError("str expected, not %s" % type(text).__name__)
        return text

    def __getitem__(self, key):
        key = self._check(key)
        try:
            return self._data[key]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        key = self._check(key)
        self._data[key] = self._check(value)

    def __delitem__(self, key):
        key = self._check(key)
        try:
            del self._data[key]
        except KeyError:
            raise KeyError(key) from None

    def __contains__(self, key):
        return self._check(key) in self._data

    def __iter__(self):
        yield from list(self._data)

    def __len__(self):
        return len(self._data)

    def __eq__(self, other):
        if isinstance(other, _Environ):
            other = other._data
        return self._data == other

    def __repr__(self):
        inner = ", ".join(f"{key!r}: {value!r}" for key, value in self._data.items())
        return f"environ({{{inner}}})"

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()

    def copy(self):
        return dict(self._data)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def popitem(self):
        return self._data.popitem()

    def clear(self):
        self._data.clear()

    def update(self, *others, **kwds):
        for other in others:
            for key, value in dict(other).items():
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def __or__(self, other):
        return dict(self._data) | dict(other)


environ = _Environ(_posix._environ())


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    return environ.get(key, default)


def putenv(key, value, /):
    """Change or add an environment variable."""
    environ[key] = value


def unsetenv(key, /):
    """Delete an environment variable."""
    environ.pop(key, None)


def get_exec_path(env=None):
    """The folders in which a program is searched for."""
    if env is None:
        env = environ
    try:
        found = env.get("PATH")
    except TypeError:
        found = None
    try:
        as_bytes = env[b"PATH"]
    except (KeyError, TypeError):
        pass
    else:
        if found is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        found = fsdecode(as_bytes)
    return (defpath if found is None else found).split(pathsep)


def execl(file, *args):
    """Replace this process by another program, whose arguments are given one by one."""
    execv(file, args)


def execle(file, *args):
    """As execl(); the last argument is its environment."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """As execl(), searching for the program along PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """As execlp(); the last argument is its environment."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """As execv(), searching for the program along PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """As execve(), searching for the program along PATH."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    become, rest = (execv, (args,)) if env is None else (execve, (args, env))
    if path.dirname(file):
        become(file, *rest)
        return
    first = None
    file = fsencode(file)
    for folder in map(fsencode, get_exec_path(env)):
        try:
            become(path.join(folder, file), *rest)
        except (FileNotFoundError, NotADirectoryError) as failure:
            last = failure
        except OSError as failure:
            # There is such a file, and something is wrong with it.
            last = failure
            if first is None:
                first = failure
    raise first if first is not None else last


P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1


def _spawn(mode, file, args, env, search):
    if not isinstance(args, (tuple, list)):
        raise TypeError("argv must be a tuple or a list")
    if not args or not args[0]:
        raise ValueError("argv first element cannot be empty")
    files = [file]
    if search and not path.dirname(file):
        files = [path.join(fsencode(folder), fsencode(file)) for folder in get_exec_path(env)]
    for candidate in files:
        try:
            pid = posix_spawn(candidate, args, environ if env is None else env)
            break
        except OSError:
            pass
    else:
        # As if there had been a child that found no program.
        pid = posix_spawn("/bin/sh", ["sh", "-c", "exit 127"], {})
    if mode == P_NOWAIT:
        return pid
    while WIFSTOPPED(status := waitpid(pid, 0)[1]):
        pass
    return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """Run a program; returns its exit code (P_WAIT) or its process id (P_NOWAIT)."""
    return _spawn(mode, file, args, None, False)


def spawnve(mode, file, args, env):
    """As spawnv(), with an environment."""
    return _spawn(mode, file, args, env, False)


def spawnvp(mode, file, args):
    """As spawnv(), searching for the program along PATH."""
    return _spawn(mode, file, args, None, True)


def spawnvpe(mode, file, args, env):
    """As spawnvp(), with an environment."""
    return _spawn(mode, file, args, env, True)


def spawnl(mode, file, *args):
    """As spawnv(), with the arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """As spawnl(); the last argument is the environment."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """As spawnl(), searching for the program along PATH."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """As spawnlp(); the last argument is the environment."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def process_cpu_count():
    """Number of CPUs the calling process may use."""
    return len(sched_getaffinity(0))


def fsencode(filename):
    """Encode a path-like filename."""
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """Decode a path-like filename."""
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def makedirs(name, mode=0o777, exist_ok=False):
    """Create a leaf directory and all intermediate ones."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove a leaf directory and all empty intermediate ones."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directory tree generator: yields (directory, names of directories, names of files)."""
    try:
        names = listdir(top)
    except OSError as failure:
        if onerror is not None:
            onerror(failure)
        return
    dirs, files = [], []
    for entry in names:
        (dirs if path.isdir(path.join(top, entry)) else files).append(entry)
    if topdown:
        yield top, dirs, files
    for entry in dirs:
        inner = path.join(top, entry)
        if followlinks or not path.islink(inner):
            yield from walk(inner, topdown, onerror, followlinks)
    if not topdown:
        yield top, dirs, files


class DirEntry:
    """A name in a folder, and what was learned of it while reading the folder."""

    def __init__(self, folder, name, kind):
        self.name = name
        self.path = path.join(folder, name)
        self._kind = kind

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path) if self._kind in "lo" and follow_symlinks else self._kind == "d"

    def is_file(self, *, follow_symlinks=True):
        return path.isfile(self.path) if self._kind in "lo" and follow_symlinks else self._kind == "f"

    def is_symlink(self):
        return self._kind == "l"

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return lstat(self.path).st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _ScandirIterator:
    def __init__(self, folder):
        shown = "." if folder is None else fspath(folder)
        entries = _files._scan("." if folder is None else folder)
        self._entries = iter([DirEntry(shown, *entry) for entry in entries])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def close(self):
        self._entries = iter(())

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def scandir(path=None):
    """An iterator of DirEntry objects for a folder."""
    return _ScandirIterator(path)


class uname_result(tuple):
    """What uname() tells."""

    sysname = property(lambda self: self[0])
    nodename = property(lambda self: self[1])
    release = property(lambda self: self[2])
    version = property(lambda self: self[3])
    machine = property(lambda self: self[4])

    def __repr__(self):
        names = ("sysname", "nodename", "release", "version", "machine")
        return "posix.uname_result(%s)" % ", ".join(f"{name}={value!r}" for name, value in zip(names, self))


def uname():
    """What the system calls itself."""
    return uname_result(_files._uname())


def getloadavg():
    """How many processes were runnable, on average over 1, 5 and 15 minutes."""
    import io
    with io.open("/proc/loadavg") as file:
        return tuple(float(word) for word in file.read().split()[:3])


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object for a descriptor."""
    import io
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


class PathLike:
    """What has a file system path representation."""

    def __fspath__(self):
        raise NotImplementedError


def system(command):
    """Run a command in a shell; returns its wait status."""
    import subprocess
    code = subprocess.call(command, shell=True)
    return -code if code < 0 else code << 8


class _Pipe:
    """The file that popen() returns: closing it waits for the command."""

    def __init__(self, stream, process):
        self._stream = stream
        self._process = process

    def close(self):
        self._stream.close()
        code = self._process.wait()
        if code == 0:
            return None
        return code << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def popen(cmd, mode="r", buffering=-1):
    """A file to read the output of a shell command, or to write its input."""
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if mode not in ("r", "w"):
        raise ValueError("invalid mode %r" % mode)
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import subprocess
    if mode == "r":
        process = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE, bufsize=buffering)
        return _Pipe(process.stdout, process)
    process = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE, bufsize=buffering)
    return _Pipe(process.stdin, process)
