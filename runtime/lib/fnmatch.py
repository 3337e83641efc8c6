"""Names with wildcards: * any characters, ? one, [abc] one of these, [!abc] none of these."""

import os

__all__ = ["filter", "fnmatch", "fnmatchcase"]


def _one(pattern, at):
    """The test for one character at a place of a pattern, and the place behind it."""
    c = pattern[at]
    if c == "?":
        return (lambda name: True), at + 1
    if c == "[":
        end = pattern.find("]", at + 2 if pattern[at + 1:at + 2] not in ("!",) else at + 3)
        if end > 0:
            inner = pattern[at + 1:end]
            negated = inner[:1] == "!"
            if negated:
                inner = inner[1:]
            ranges = []
            k = 0
            while k < len(inner):
                if inner[k + 1:k + 2] == "-" and k + 2 < len(inner):
                    ranges.append((inner[k], inner[k + 2]))
                    k += 3
                else:
                    ranges.append((inner[k], inner[k]))
                    k += 1
            return (lambda name: any(low <= name <= high for low, high in ranges) != negated), end + 1
    return (lambda name: name == c), at + 1


def fnmatchcase(name, pat):
    """Whether a name has the shape of a pattern."""
    tests = []
    at = 0
    while at < len(pat):
        if pat[at] == "*":
            tests.append(None)
            at += 1
        else:
            test, at = _one(pat, at)
            tests.append(test)
    # The usual matching of wildcards: on a mismatch the last * takes one character more.
    i = j = 0
    star = mark = -1
    while i < len(name):
        if j < len(tests) and tests[j] is None:
            star, mark = j, i
            j += 1
        elif j < len(tests) and tests[j](name[i]):
            i += 1
            j += 1
        elif star >= 0:
            mark += 1
            i, j = mark, star + 1
        else:
            return False
    return all(test is None for test in tests[j:])


def fnmatch(name, pat):
    """Whether a name has the shape of a pattern."""
    return fnmatchcase(os.fspath(name), os.fspath(pat))


def filter(names, pat):
    """The names that have the shape of a pattern."""
    return [name for name in names if fnmatchcase(name, pat)]
