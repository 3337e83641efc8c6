"""Paths as text: os.path."""

import posix as _posix

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize",
    "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "expanduser", "expandvars",
    "normpath", "abspath", "samefile", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull",
    "realpath", "relpath", "commonpath",
]

_fspath = _posix.fspath


def _separator(path):
    return b"/" if isinstance(path, bytes) else "/"


def _checked(function, *args):
    """Raise the TypeError for path parts that do not go together."""
    hasstr = hasbytes = False
    for s in args:
        if isinstance(s, str):
            hasstr = True
        elif isinstance(s, bytes):
            hasbytes = True
        else:
            raise TypeError(f"{function}() argument must be str, bytes, or os.PathLike object, not {type(s).__name__!r}") from None
    if hasstr and hasbytes:
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix."""
    return _fspath(s)


def isabs(s):
    """Test whether a path is absolute."""
    s = _fspath(s)
    return s.startswith(_separator(s))


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed."""
    a = _fspath(a)
    slash = _separator(a)
    path = a
    try:
        for b in p:
            try:
                b = _fspath(b)
            except TypeError:
                pass
            if b.startswith(slash) or not path:
                path = b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError):
        _checked("join", a, *p)
        raise
    return path


def split(p):
    """Split a pathname: everything before the last slash, and the rest."""
    p = _fspath(p)
    slash = _separator(p)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """Split the extension from a pathname."""
    p = _fspath(p)
    slash = _separator(p)
    dot = b"." if isinstance(p, bytes) else "."
    start = p.rfind(slash) + 1
    at = p.rfind(dot)
    if at > start:
        # Leading dots belong to the name.
        for i in range(start, at):
            if p[i:i + 1] != dot:
                return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    """Split a pathname into drive and path. On Posix, drive is always empty."""
    p = _fspath(p)
    return p[:0], p


def basename(p):
    """Returns the final component of a pathname."""
    p = _fspath(p)
    return p[p.rfind(_separator(p)) + 1:]


def dirname(p):
    """Returns the directory component of a pathname."""
    return split(p)[0]


def commonprefix(m):
    """Given a list of pathnames, returns the longest common leading component."""
    if not m:
        return ""
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def _stat(path):
    try:
        return _posix.stat(path)
    except (OSError, ValueError):
        return None


def exists(path):
    """Test whether a path exists.  Returns False for broken symbolic links."""
    return _stat(path) is not None


def lexists(path):
    """Test whether a path exists.  Returns True for broken symbolic links."""
    try:
        _posix.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    """Test whether a path is a regular file."""
    found = _stat(path)
    return found is not None and found.st_mode & 0o170000 == 0o100000


def isdir(path):
    """Return true if the pathname refers to an existing directory."""
    found = _stat(path)
    return found is not None and found.st_mode & 0o170000 == 0o040000


def islink(path):
    """Test whether a path is a symbolic link."""
    try:
        found = _posix.lstat(path)
    except (OSError, ValueError):
        return False
    return found.st_mode & 0o170000 == 0o120000


def getsize(filename):
    """Return the size of a file, reported by os.stat()."""
    return _posix.stat(filename).st_size


def getmtime(filename):
    """Return the last modification time of a file, reported by os.stat()."""
    return _posix.stat(filename).st_mtime


def getatime(filename):
    """Return the last access time of a file, reported by os.stat()."""
    return _posix.stat(filename).st_atime


def getctime(filename):
    """Return the metadata change time of a file, reported by os.stat()."""
    return _posix.stat(filename).st_ctime


def samefile(f1, f2):
    """Test whether two pathnames reference the same actual file or directory."""
    a, b = _posix.stat(f1), _posix.stat(f2)
    return a.st_ino == b.st_ino and a.st_dev == b.st_dev


def expanduser(path):
    """Expand ~ and ~user constructions.  If user or $HOME is unknown, do nothing."""
    path = _fspath(path)
    if not path.startswith("~"):
        return path
    end = path.find("/", 1)
    if end < 0:
        end = len(path)
    import os
    home = os.environ.get("HOME") if end == 1 else None
    if home is None:
        return path
    return (home.rstrip("/") + path[end:]) or "/"


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    import os
    path = _fspath(path)
    result = ""
    at = 0
    while at < len(path):
        if path[at] != "$":
            result += path[at]
            at += 1
            continue
        if path[at + 1:at + 2] == "{" and "}" in path[at:]:
            end = path.index("}", at)
            name, end = path[at + 2:end], end + 1
        else:
            end = at + 1
            while end < len(path) and (path[end].isalnum() or path[end] == "_"):
                end += 1
            name = path[at + 1:end]
        result += os.environ.get(name, path[at:end]) if name else path[at:end]
        at = end
    return result


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = _fspath(path)
    slash = _separator(path)
    dot = b"." if isinstance(path, bytes) else "."
    if not path:
        return dot
    root = path[:0]
    if path.startswith(slash):
        # Exactly two leading slashes mean something of their own (POSIX).
        root = slash * 2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else slash
    kept = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dot * 2 or (not root and not kept) or (kept and kept[-1] == dot * 2):
            kept.append(part)
        elif kept:
            kept.pop()
    return (root + slash.join(kept)) or dot


def abspath(path):
    """Return an absolute path."""
    path = _fspath(path)
    if not isabs(path):
        here = _posix.getcwd()
        path = join(here.encode() if isinstance(path, bytes) else here, path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the canonical path, eliminating any symbolic links encountered."""
    filename = _fspath(filename)
    rest = []
    path = abspath(filename)
    while True:
        try:
            found = _posix._real_path(path)
            return join(found, *reversed(rest)) if rest else found
        except OSError:
            if strict:
                raise
            path, tail = split(path)
            rest.append(tail)
            if not tail:
                return abspath(filename)


def relpath(path, start=None):
    """Return a relative version of a path."""
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    start_list = [x for x in abspath(curdir if start is None else _fspath(start)).split("/") if x]
    path_list = [x for x in abspath(path).split("/") if x]
    i = len(commonprefix([start_list, path_list]))
    parts = [pardir] * (len(start_list) - i) + path_list[i:]
    return join(*parts) if parts else curdir


def commonpath(paths):
    """Given an iterable of path names, returns the longest common sub-path."""
    paths = [_fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    if len({isabs(path) for path in paths}) != 1:
        raise ValueError("Can't mix absolute and relative paths") from None
    lists = [[c for c in path.split("/") if c and c != curdir] for path in paths]
    common = commonprefix(lists)
    return ("/" if isabs(paths[0]) else "") + "/".join(common)
