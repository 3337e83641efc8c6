"""Paths as objects."""

import fnmatch
import os
import posixpath

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


class _Parents:
    """The folders around a path, the nearest first."""

    def __init__(self, path):
        self._paths = []
        while (parent := path.parent) != path:
            self._paths.append(parent)
            path = parent

    def __len__(self):
        return len(self._paths)

    def __getitem__(self, at):
        return tuple(self._paths[at]) if isinstance(at, slice) else self._paths[at]

    def __repr__(self):
        return f"<{type(self._paths[0]).__name__ if self._paths else 'Path'}.parents>"


class PurePath:
    """A path as text: it need not exist."""

    __slots__ = "_path"

    def __new__(cls, *segments, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *segments):
        texts = []
        for segment in segments:
            if isinstance(segment, PurePath):
                texts.append(segment._path)
                continue
            try:
                text = os.fspath(segment)
            except TypeError:
                text = segment
            if not isinstance(text, str):
                raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a str, "
                                f"not {type(segment).__name__!r}")
            texts.append(text)
        joined = posixpath.join(*texts) if texts else ""
        root = "//" if joined.startswith("//") and not joined.startswith("///") else "/" if joined.startswith("/") else ""
        self._path = root + "/".join(part for part in joined.split("/") if part and part != ".") or "."

    def with_segments(self, *segments):
        return type(self)(*segments)

    def __str__(self):
        return self._path

    def __fspath__(self):
        return self._path

    def as_posix(self):
        return self._path

    def __repr__(self):
        return f"{type(self).__name__}({self._path!r})"

    def __bytes__(self):
        return os.fsencode(self._path)

    def __hash__(self):
        return hash(self._path)

    def __eq__(self, other):
        return self._path == other._path if isinstance(other, PurePath) else NotImplemented

    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self.parts <= other.parts if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self.parts > other.parts if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self.parts >= other.parts if isinstance(other, PurePath) else NotImplemented

    def __truediv__(self, other):
        try:
            return self.with_segments(self, other)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, other):
        try:
            return self.with_segments(other, self)
        except TypeError:
            return NotImplemented

    def __reduce__(self):
        return type(self), self.parts

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return "//" if self._path.startswith("//") else "/" if self._path.startswith("/") else ""

    anchor = root

    @property
    def _names(self):
        return [part for part in self._path.split("/") if part and part != "."]

    @property
    def parts(self):
        return ((self.root,) if self.root else ()) + tuple(self._names)

    @property
    def parent(self):
        names = self._names
        return self.with_segments(self.root + "/".join(names[:-1])) if names else self

    @property
    def parents(self):
        return _Parents(self)

    @property
    def name(self):
        names = self._names
        return names[-1] if names else ""

    @property
    def suffix(self):
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        return name[:len(name) - len(self.suffix)] if self.suffix else name

    def with_name(self, name):
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.parent / name

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if suffix and (not suffix.startswith(".") or suffix == "." or "/" in suffix):
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.stem:
            raise ValueError(f"{self!r} has an empty name")
        return self.with_name(self.stem + suffix)

    def joinpath(self, *segments):
        return self.with_segments(self, *segments)

    def is_absolute(self):
        return self._path.startswith("/")

    def is_relative_to(self, other):
        other = self.with_segments(other)
        return other == self or other in list(self.parents)

    def relative_to(self, other, *, walk_up=False):
        other = self.with_segments(other)
        for steps, ancestor in enumerate([other, *other.parents]):
            if self == ancestor or ancestor in list(self.parents):
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self.with_segments(*[".."] * steps, *self.parts[len(ancestor.parts):])

    def match(self, pattern, *, case_sensitive=None):
        pattern = self.with_segments(pattern)
        own, wanted = self.parts, pattern.parts
        if not wanted:
            raise ValueError("empty pattern")
        if len(wanted) > len(own) or (pattern.is_absolute() and len(wanted) != len(own)):
            return False
        return all(fnmatch.fnmatchcase(part, shape) for part, shape in zip(reversed(own), reversed(wanted)))

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        return "file://" + quote_from_bytes(os.fsencode(self._path))


class PurePosixPath(PurePath):
    __slots__ = ()


class PureWindowsPath(PurePath):
    def __new__(cls, *args, **kwargs):
        raise NotImplementedError("gilvm's pathlib has no Windows paths")


class Path(PurePath):
    """A path of this machine."""

    __slots__ = ()

    def __new__(cls, *segments, **kwargs):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("~").expanduser()

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_file(self, *, follow_symlinks=True):
        return os.path.isfile(self)

    def is_dir(self, *, follow_symlinks=True):
        return os.path.isdir(self)

    def is_symlink(self):
        return os.path.islink(self)

    def samefile(self, other):
        one, two = os.stat(self), os.stat(other)
        return (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino)

    def absolute(self):
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        if strict:
            os.stat(self)
        return self.with_segments(os.path.realpath(self))

    def expanduser(self):
        if self._path[:1] != "~":
            return self
        expanded = os.path.expanduser(self._path)
        if expanded[:1] == "~":
            raise RuntimeError("Could not determine home directory.")
        return self.with_segments(expanded)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        with self.open("r", encoding=encoding, errors=errors, newline=newline) as file:
            return file.read()

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        with self.open("wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if exist_ok and self.exists():
            os.utime(self)
            return
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        os.replace(self, target)
        return self.with_segments(target)

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self)

    def hardlink_to(self, target):
        os.link(target, self)

    def readlink(self):
        return self.with_segments(os.readlink(self))

    def iterdir(self):
        for name in os.listdir(self):
            yield self / name

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        for folder, dirs, files in os.walk(self, top_down, on_error, follow_symlinks):
            yield self.with_segments(folder), dirs, files

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths below this one that match a pattern."""
        import glob
        if not pattern:
            raise ValueError(f"Unacceptable pattern: {str(pattern)!r}")
        pattern = os.fspath(pattern)
        if pattern.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        seen = set()
        for found in glob.iglob(pattern, root_dir=self._path, recursive=True, include_hidden=True):
            path = self / found
            if path not in seen:
                seen.add(path)
                yield path

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """As glob(), in all folders below as well."""
        return self.glob("**/" + os.fspath(pattern))


class PosixPath(Path, PurePosixPath):
    __slots__ = ()


class WindowsPath(Path):
    def __new__(cls, *args, **kwargs):
        raise NotImplementedError("cannot instantiate 'WindowsPath' on your system")
