"""Child processes with pipes: run a program, talk to it, wait for it."""

import fcntl
import os
import selectors
import warnings
import _subprocess
from time import monotonic as _time

__all__ = ["Popen", "PIPE", "STDOUT", "DEVNULL", "call", "check_call", "check_output", "getoutput", "getstatusoutput",
           "run", "CalledProcessError", "CompletedProcess", "SubprocessError", "TimeoutExpired"]

PIPE = -1
STDOUT = -2
DEVNULL = -3

# A write of this size to a pipe that is ready for writing does not block.
_PIPE_BUF = 512


class SubprocessError(Exception):
    """What went wrong with a child process."""


class CalledProcessError(SubprocessError):
    """A child that was checked ended with a return code other than 0."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                import signal
                name = repr(signal.Signals(-self.returncode))
            except (ImportError, AttributeError, ValueError):
                return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."
            return f"Command '{self.cmd}' died with {name}."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A child took longer than it was given."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """A child that has ended, as run() returns it."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        if self.stdout is not None:
            parts.append(f"stdout={self.stdout!r}")
        if self.stderr is not None:
            parts.append(f"stderr={self.stderr!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def check_returncode(self):
        """Raise CalledProcessError if the return code is not 0."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def list2cmdline(seq):
    """A list of arguments as one command line (Windows' rules)."""
    words = []
    for arg in map(os.fsdecode, seq):
        word, backslashes = [], 0
        for c in arg:
            if c == "\\":
                backslashes += 1
                continue
            if c == '"':
                word.append("\\" * (backslashes * 2) + '\\"')
            else:
                word.append("\\" * backslashes + c)
            backslashes = 0
        quote = not arg or " " in arg or "\t" in arg
        word.append("\\" * (backslashes * (2 if quote else 1)))
        text = "".join(word)
        words.append(f'"{text}"' if quote else text)
    return " ".join(words)


# Children that nobody waits for, and that still ran when their object went: the next one to start looks after them.
_active = []


def _cleanup():
    for child in _active[:]:
        if child.poll() is not None:
            try:
                _active.remove(child)
            except ValueError:
                # Another thread looked, too.
                pass


def _user_id(user):
    if user is None:
        return None
    if isinstance(user, str):
        import pwd
        return pwd.getpwnam(user).pw_uid
    if not isinstance(user, int):
        raise TypeError("User must be a string or an integer")
    if user < 0:
        raise ValueError(f"User ID cannot be negative, got {user}")
    return user


def _group_id(group):
    if group is None:
        return None
    if isinstance(group, str):
        import grp
        return grp.getgrnam(group).gr_gid
    if not isinstance(group, int):
        raise TypeError(f"Group must be a string or an integer, not {type(group)}")
    if group < 0:
        raise ValueError(f"Group ID cannot be negative, got {group}")
    return group


def _group_ids(groups):
    numbers = []
    for group in groups:
        if not isinstance(group, (str, int)):
            raise TypeError(f"Items in extra_groups must be a string or integer, not {type(group)}")
        if isinstance(group, str):
            group = _group_id(group)
        numbers.append(group)
    for number in numbers:
        if number < 0:
            raise ValueError(f"Group ID cannot be negative, got {number}")
    return numbers


class Popen:
    """A child process: started by making the object."""

    _child = None
    returncode = None

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None, group=None,
                 extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1, process_group=None):
        _cleanup()
        self._input = None
        self._input_offset = 0
        self._communication_started = False
        self._output = {}
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = None
        self.returncode = None
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if pipesize is None:
            pipesize = -1
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if stdout is STDOUT:
            raise ValueError("STDOUT can only be used for stderr")
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        # No Python code can run between fork and exec here; these two are all that most scripts want there.
        if preexec_fn is os.setsid:
            preexec_fn, start_new_session = None, True
        elif preexec_fn is os.setpgrp:
            preexec_fn, process_group = None, 0
        if preexec_fn is not None:
            raise NotImplementedError("gilvm's subprocess has no preexec_fn but os.setsid and os.setpgrp")
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but "
                                  "different. Pass one or the other.")
        self.text_mode = bool(encoding or errors or text or universal_newlines)
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        group = _group_id(group)
        if extra_groups is not None:
            if isinstance(extra_groups, str):
                raise ValueError("Groups must be a list, not a string")
            extra_groups = _group_ids(extra_groups)
        user = _user_id(user)
        if not umask < 0:
            umask = umask.__index__()
        if isinstance(args, (str, bytes)) or hasattr(args, "__fspath__"):
            words = [args]
        else:
            words = list(args)
        if shell:
            words = ["/bin/sh", "-c", *words]
            if executable:
                words[0] = executable
        if env is None:
            env = os.environ
        else:
            env = dict(env.items())
        ours, theirs, owned = [], [], []
        try:
            for number, stream in enumerate((stdin, stdout, stderr)):
                own, their = -1, -1
                if stream is None:
                    pass
                elif stream == PIPE:
                    reader, writer = os.pipe()
                    own, their = (writer, reader) if number == 0 else (reader, writer)
                    owned.append(their)
                    if pipesize > 0:
                        # Noted first, so that both ends are closed if this fails.
                        ours.append(own)
                        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, pipesize & 0xffffffff)
                        ours.pop()
                elif stream == DEVNULL:
                    their = os.open(os.devnull, os.O_RDWR)
                    owned.append(their)
                elif stream == STDOUT:
                    their = theirs[1] if theirs[1] != -1 else 1
                elif isinstance(stream, int):
                    their = stream
                else:
                    their = stream.fileno()
                ours.append(own)
                theirs.append(their)
            self._child = _subprocess.spawn(words, executable, cwd, env, *theirs,
                                            -1 if process_group is None else process_group,
                                            bool(start_new_session), umask, tuple(sorted(set(map(int, pass_fds)))),
                                            bool(restore_signals), bool(close_fds or pass_fds), user, group,
                                            extra_groups)
        except BaseException:
            for fd in ours:
                if fd != -1:
                    os.close(fd)
            raise
        finally:
            for fd in owned:
                os.close(fd)
        self.pid = self._child.pid
        self.stdin = self._file(ours[0], "w", bufsize)
        self.stdout = self._file(ours[1], "r", bufsize)
        self.stderr = self._file(ours[2], "r", bufsize)

    def _file(self, fd, mode, bufsize):
        if fd == -1:
            return None
        if self.text_mode:
            buffering = 1 if bufsize == 1 else -1
            return open(fd, mode, buffering, encoding=self.encoding, errors=self.errors)
        return open(fd, mode + "b", -1 if bufsize == 1 else bufsize)

    @property
    def universal_newlines(self):
        return self.text_mode

    def __repr__(self):
        text = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        if len(text) > 80:
            text = text[:76] + "...>"
        return text

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type is KeyboardInterrupt:
                return
            self.wait()

    def __del__(self, _warn=warnings.warn):
        if self._child is None or self.returncode is not None:
            return
        _warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)
        # Otherwise the child would stay a zombie for as long as this process lives.
        if self.poll() is None and _active is not None:
            _active.append(self)

    def poll(self):
        """The return code, or None while the child runs."""
        if self.returncode is None:
            self.returncode = self._child.poll()
        return self.returncode

    def wait(self, timeout=None):
        """Wait for the child's end; returns the return code."""
        if self.returncode is None:
            if timeout is not None:
                # In CPython's words, where it is no number.
                _time() + timeout
            code = self._child.wait(timeout)
            if code is None:
                raise TimeoutExpired(self.args, timeout)
            self.returncode = code
        return self.returncode

    def send_signal(self, sig):
        """Send a signal to the child, if it still runs."""
        self.poll()
        if self.returncode is None:
            self._child.send_signal(sig)

    def terminate(self):
        """Send SIGTERM."""
        self.send_signal(15)

    def kill(self):
        """Send SIGKILL."""
        self.send_signal(9)

    def _write_input(self, input):
        if input:
            try:
                self.stdin.write(input)
            except BrokenPipeError:
                pass
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def communicate(self, input=None, timeout=None):
        """Send input, read all output, wait for the end; returns (stdout, stderr)."""
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        if timeout is None and not self._communication_started and \
                [self.stdin, self.stdout, self.stderr].count(None) >= 2:
            stdout = stderr = None
            if self.stdin:
                self._write_input(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        end = None if timeout is None else _time() + timeout
        self._communicate(input, end, timeout)
        try:
            self.wait(None if end is None else max(0, end - _time()))
        except TimeoutExpired:
            self._expired(timeout)
        return tuple(self._translate(self._output.get(file), file) for file in (self.stdout, self.stderr))

    def _expired(self, timeout):
        kept = [b"".join(self._output[file]) or None if file in self._output else None
                for file in (self.stdout, self.stderr)]
        raise TimeoutExpired(self.args, timeout, output=kept[0], stderr=kept[1])

    def _translate(self, pieces, file):
        if file is None:
            return None
        data = b"".join(pieces or [])
        if not self.text_mode:
            return data
        text = data.decode(self.encoding or "utf-8", self.errors or "strict")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _communicate(self, input, end, timeout):
        if self.stdin and not self._communication_started:
            try:
                self.stdin.flush()
            except BrokenPipeError:
                pass
            if not input:
                self._write_input(None)
        if not self._communication_started:
            self._communication_started = True
            for file in (self.stdout, self.stderr):
                if file:
                    self._output[file] = []
        if self._input is None and input is not None and self.stdin:
            if self.text_mode:
                input = input.encode(self.encoding or "utf-8", self.errors or "strict")
            elif isinstance(input, str):
                raise TypeError("memoryview: a bytes-like object is required, not 'str'")
            self._input = bytes(input)
            self._input_offset = 0
        with selectors.PollSelector() as selector:
            if self.stdin and not self.stdin.closed and self._input:
                selector.register(self.stdin, selectors.EVENT_WRITE)
            for file in (self.stdout, self.stderr):
                if file and not file.closed:
                    selector.register(file, selectors.EVENT_READ)
            while selector.get_map():
                rest = None if end is None else end - _time()
                if rest is not None and rest < 0:
                    self._expired(timeout)
                ready = selector.select(rest)
                if end is not None and _time() > end:
                    self._expired(timeout)
                for key, events in ready:
                    if key.fileobj is self.stdin:
                        piece = self._input[self._input_offset:self._input_offset + _PIPE_BUF]
                        try:
                            self._input_offset += os.write(key.fd, piece)
                        except BrokenPipeError:
                            self._input_offset = len(self._input)
                        if self._input_offset >= len(self._input):
                            selector.unregister(key.fileobj)
                            key.fileobj.close()
                    else:
                        data = os.read(key.fd, 32768)
                        if not data:
                            selector.unregister(key.fileobj)
                            key.fileobj.close()
                        self._output[key.fileobj].append(data)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program to its end."""
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = PIPE
        kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except:
            process.kill()
            raise
        returncode = process.poll()
        if check and returncode:
            raise CalledProcessError(returncode, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, returncode, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Run a program to its end; returns the return code."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """As call(), but a return code other than 0 raises."""
    code = call(*popenargs, **kwargs)
    if code:
        cmd = kwargs.get("args")
        if cmd is None:
            cmd = popenargs[0]
        raise CalledProcessError(code, cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program to its end; returns its output."""
    for name in ("stdout", "check"):
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if "input" in kwargs and kwargs["input"] is None:
        kwargs["input"] = "" if kwargs.get("universal_newlines") or kwargs.get("text") or kwargs.get("encoding") \
            or kwargs.get("errors") else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Return code and output of a shell command."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        code = 0
    except CalledProcessError as failure:
        data, code = failure.output, failure.returncode
    return code, data[:-1] if data[-1:] == "\n" else data


def getoutput(cmd, *, encoding=None, errors=None):
    """The output of a shell command."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]
