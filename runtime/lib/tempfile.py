"""Temporary files and folders: names nobody else has, and cleaning up."""

import os as _os
import posix as _posix
import shutil as _shutil

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp",
           "mktemp", "gettempdir", "gettempprefix", "tempdir", "TMP_MAX"]

TMP_MAX = 10000
tempdir = None

_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def _random_name():
    return "".join(_CHARACTERS[byte % len(_CHARACTERS)] for byte in _posix.urandom(8))


def gettempprefix():
    """What names begin with."""
    return "tmp"


def gettempdir():
    """The folder for temporary files."""
    global tempdir
    if tempdir is None:
        candidates = [_os.getenv(name) for name in ("TMPDIR", "TEMP", "TMP")] + ["/tmp", "/var/tmp", "/usr/tmp"]
        for folder in [*filter(None, candidates), _os.getcwd()]:
            folder = _os.path.abspath(folder)
            if _os.path.isdir(folder) and _os.access(folder, _os.W_OK):
                tempdir = folder
                break
        else:
            raise FileNotFoundError(2, "No usable temporary directory found in %s" % candidates)
    return tempdir


def _names(suffix, prefix, dir):
    prefix = gettempprefix() if prefix is None else prefix
    suffix = "" if suffix is None else suffix
    dir = gettempdir() if dir is None else dir
    for _ in range(TMP_MAX):
        yield _os.path.abspath(_os.path.join(dir, prefix + _random_name() + suffix))
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """A new file that only this user may open; returns its descriptor and its name."""
    for name in _names(suffix, prefix, dir):
        try:
            return _os.open(name, _os.O_RDWR | _os.O_CREAT | _os.O_EXCL, 0o600), name
        except FileExistsError:
            continue


def mkdtemp(suffix=None, prefix=None, dir=None):
    """A new folder that only this user may enter; returns its name."""
    for name in _names(suffix, prefix, dir):
        try:
            _os.mkdir(name, 0o700)
            return name
        except FileExistsError:
            continue


def mktemp(suffix="", prefix="tmp", dir=None):
    """A name that nobody has yet; somebody may take it before the caller does."""
    for name in _names(suffix, prefix, dir):
        if not _os.path.lexists(name):
            return name


class _TemporaryFileWrapper:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete, delete_on_close):
        self.file = file
        self.name = name
        self.delete = delete
        self._on_close = delete and delete_on_close
        self._removed = False

    def __getattr__(self, name):
        if name == "file":
            raise AttributeError(name)
        return getattr(self.file, name)

    def __iter__(self):
        return iter(self.file)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()
        self._remove(self.delete)

    def _remove(self, wanted):
        if wanted and not self._removed:
            self._removed = True
            try:
                _os.unlink(self.name)
            except FileNotFoundError:
                # Somebody else was faster; with delete_on_close that is their right.
                pass

    def close(self):
        try:
            self.file.close()
        finally:
            self._remove(self._on_close)

    def __del__(self):
        self.close()
        self._remove(self.delete)

    def __repr__(self):
        return f"<tempfile._TemporaryFileWrapper object at {id(self):#x}>"


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None, delete_on_close=True):
    """An open temporary file with a name."""
    fd, name = mkstemp(suffix, prefix, dir)
    try:
        file = open(fd, mode, buffering, encoding, errors, newline)
    except:
        _os.close(fd)
        _os.unlink(name)
        raise
    return _TemporaryFileWrapper(file, name, delete, delete_on_close)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """An open temporary file without a name."""
    fd, name = mkstemp(suffix, prefix, dir)
    _os.unlink(name)
    return open(fd, mode, buffering, encoding, errors, newline)


class SpooledTemporaryFile:
    """A file in memory that moves to the disk when it grows."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        import io
        self._file = io.BytesIO() if "b" in mode else io.StringIO()
        self._max_size = max_size
        self._arguments = mode, buffering, encoding, newline, suffix, prefix, dir
        self._rolled = False

    def rollover(self):
        """Move to the disk."""
        if not self._rolled:
            file = TemporaryFile(*self._arguments)
            position = self._file.tell()
            file.write(self._file.getvalue())
            file.seek(position)
            self._file = file
            self._rolled = True

    def write(self, data):
        count = self._file.write(data)
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()
        return count

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def __getattr__(self, name):
        if name == "_file":
            raise AttributeError(name)
        return getattr(self._file, name)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self._file.close()


class TemporaryDirectory:
    """A folder that is removed with everything in it."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore = ignore_cleanup_errors
        self._delete = delete
        self._done = False

    def cleanup(self):
        if not self._done:
            self._done = True
            try:
                _shutil.rmtree(self.name, ignore_errors=self._ignore)
            except FileNotFoundError:
                # It is gone, which is what was wanted.
                pass

    def __enter__(self):
        return self.name

    def __exit__(self, *args):
        if self._delete:
            self.cleanup()

    def __del__(self):
        if getattr(self, "_delete", False):
            self.cleanup()

    def __repr__(self):
        return f"<TemporaryDirectory {self.name!r}>"
