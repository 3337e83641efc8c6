"""Paths with wildcards."""

import fnmatch
import os

__all__ = ["glob", "iglob", "escape", "has_magic"]


def has_magic(s):
    """Whether there are wildcards."""
    return any(c in s for c in "*?[")


def escape(pathname):
    """The pattern that matches a path and nothing else."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in pathname)


def _names(folder, hidden):
    try:
        names = sorted(os.listdir(folder or "."))
    except OSError:
        return []
    return names if hidden else [name for name in names if not name.startswith(".")]


def _deep(folder, hidden):
    yield folder
    for name in _names(folder, hidden):
        full = os.path.join(folder, name) if folder else name
        if os.path.isdir(full) and not os.path.islink(full):
            yield from _deep(full, hidden)


def _expand(folder, parts, recursive, hidden):
    if not parts:
        yield folder
        return
    part, *rest = parts
    if part == "**" and recursive:
        for inner in _deep(folder, hidden):
            if rest:
                yield from _expand(inner, rest, recursive, hidden)
            else:
                if inner:
                    yield inner
                for name in _names(inner, hidden):
                    full = os.path.join(inner, name) if inner else name
                    if not os.path.isdir(full) or os.path.islink(full):
                        yield full
        return
    if not has_magic(part):
        full = os.path.join(folder, part) if folder else part
        if (os.path.lexists(full) if part else os.path.isdir(folder)):
            yield from _expand(full if part else folder + "/", rest, recursive, hidden)
        return
    for name in fnmatch.filter(_names(folder, hidden or part.startswith(".")), part):
        full = os.path.join(folder, name) if folder else name
        if not rest or os.path.isdir(full):
            yield from _expand(full, rest, recursive, hidden)


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match a pattern, one by one."""
    root = "/" if pathname.startswith("/") else ""
    start = root or (os.fspath(root_dir) if root_dir else "")
    for path in _expand(start, pathname.lstrip("/").split("/"), recursive, include_hidden):
        if root_dir and not root:
            path = path[len(start):].lstrip("/")
        if path:
            yield path


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match a pattern."""
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))
