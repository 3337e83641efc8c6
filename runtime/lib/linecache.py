"""Lines of source files, each file read once."""

import os

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# By name: (size, time of change, lines).
cache = {}


def clearcache():
    """Forget all files."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Return a line of a file, with its end; '' if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """Return the lines of a file, from memory if it was read before."""
    if filename in cache:
        return cache[filename][2]
    return updatecache(filename, module_globals)


def checkcache(filename=None):
    """Forget files that changed."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or entry[1] is None:
            continue
        try:
            now = os.stat(name)
        except OSError:
            del cache[name]
            continue
        if (now.st_size, now.st_mtime) != entry[:2]:
            del cache[name]


def updatecache(filename, module_globals=None):
    """Read a file anew; returns its lines, [] if that fails."""
    cache.pop(filename, None)
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return []
    try:
        known = os.stat(filename)
        with open(filename, encoding="utf-8") as file:
            lines = file.readlines()
    except (OSError, UnicodeDecodeError):
        return []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = known.st_size, known.st_mtime, lines
    return lines


def lazycache(filename, module_globals):
    """Whether lines of a module without a file could be got later: they could not."""
    return False
