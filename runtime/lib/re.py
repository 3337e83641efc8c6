"""Regular expressions: Python's syntax and objects over a native matcher.

A difference from CPython: patterns without look-around, back references and repetitions inside repetitions match in
linear time, so they never stall the other threads for long.
"""

import _re

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
           "error", "PatternError", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE",
           "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag"]


class RegexFlag(int):
    """Options of a pattern, to be joined with |."""

    def __or__(self, other):
        return RegexFlag(int(self) | int(other))

    __ror__ = __or__

    def __and__(self, other):
        return RegexFlag(int(self) & int(other))

    __rand__ = __and__

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other))

    def __invert__(self):
        return RegexFlag(~int(self) & 511)

    def __repr__(self):
        names = [f"re.{name}" for name, value in _FLAGS.items() if self & value]
        return "|".join(names) or "re.NOFLAG"

    def __str__(self):
        return repr(self)


NOFLAG = RegexFlag(0)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
A = ASCII = RegexFlag(256)
_FLAGS = {"IGNORECASE": 2, "LOCALE": 4, "MULTILINE": 8, "DOTALL": 16, "UNICODE": 32, "VERBOSE": 64, "ASCII": 256}
_LETTERS = {"i": 2, "L": 4, "m": 8, "s": 16, "u": 32, "x": 64, "a": 256}


class PatternError(Exception):
    """A pattern that is none."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f"{msg} at position {pos}"
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


PatternError.__module__ = "re"
error = PatternError

_ASCII_CLASSES = {"d": "0-9", "w": "a-zA-Z0-9_", "s": " \\t\\n\\r\\x0b\\x0c"}
# A place with a letter on exactly one side, and any other place.
_ASCII_BORDERS = {"b": "(?:(?<=[{w}])(?![{w}])|(?<![{w}])(?=[{w}]))", "B": "(?:(?<=[{w}])(?=[{w}])|(?<![{w}])(?![{w}]))"}
_PLAIN = {"a": "\\x07", "f": "\\x0c", "n": "\\n", "r": "\\r", "t": "\\t", "v": "\\x0b"}
_HEX = {"x": 2, "u": 4, "U": 8}


class _Translator:
    """Turns Python's syntax into the matcher's, and says what is wrong with a pattern."""

    def __init__(self, pattern, text, flags):
        self.pattern, self.text, self.flags = pattern, text, flags
        self.at = 0
        self.out = []
        self.open = []
        # Of each open group, and outside all: whether something in it is repeated without a limit.
        self.repeats = [False]
        self.closed_repeats = False
        # A repetition inside a repetition.
        self.nested = False
        self.groups = 0
        self.names = {}

    def fail(self, message, at=None):
        raise PatternError(message, self.pattern, self.at if at is None else at)

    def run(self):
        while self.at < len(self.text):
            self.item()
        if self.open:
            self.fail("missing ), unterminated subpattern", self.open[-1])
        letters = "".join(letter for letter in "imsx" if self.flags & _LETTERS[letter])
        return (f"(?{letters})" if letters else "") + "".join(self.out)

    def item(self):
        c = self.text[self.at]
        if self.flags & VERBOSE and (c.isspace() or c == "#"):
            if c == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                self.at += 1
        elif c == "\\":
            self.out.append(self.escape(False))
        elif c == "[":
            self.set()
        elif c == "(":
            self.group()
        elif c == ")":
            if not self.open:
                self.fail("unbalanced parenthesis")
            self.open.pop()
            self.out.append(")")
            self.at += 1
            self.closed_repeats = self.repeats.pop()
            self.repeats[-1] |= self.closed_repeats
        elif c in "*+?":
            self.repeat(c, self.at + 1)
        elif c == "{":
            end = self.text.find("}", self.at)
            low, comma, high = self.text[self.at + 1:max(end, 0)].partition(",")
            if end < 0 or not (low or (comma and high)) or not all(part.isdigit() for part in (low, high) if part):
                self.out.append("\\{")
                self.at += 1
                return
            if high and low and int(high) < int(low):
                self.fail("min repeat greater than max repeat", self.at + 1)
            self.repeat(f"{{{low or 0}{comma}{high}}}", end + 1)
        elif c == "$":
            # Without MULTILINE also before a last newline.
            self.out.append("$" if self.flags & MULTILINE else "(?:(?=\\n\\z)|\\z)")
            self.at += 1
        else:
            self.out.append("\\" + c if c in "}]&-~#" or c.isspace() else c)
            self.at += 1

    def repeat(self, what, end):
        last = self.out[-1] if self.out else "("
        if last in ("(", "|", "^") or last.startswith("(?") and last[-1] in ":=!>" or last == "":
            self.fail("nothing to repeat")
        if last.startswith("\0"):
            self.fail("multiple repeat")
        if what in "*+" or what.endswith(",}"):
            self.nested |= last == ")" and self.closed_repeats
            self.repeats[-1] = True
        mark = self.text[end:end + 1]
        if mark and mark in "?+":
            what += mark
            end += 1
        self.at = end
        self.out.append("\0" + what)

    def escape(self, in_set):
        start = self.at
        if start + 1 == len(self.text):
            self.fail("bad escape (end of pattern)")
        c = self.text[start + 1]
        self.at = start + 2
        if c in _HEX:
            digits = self.text[self.at:self.at + _HEX[c]]
            if len(digits) < _HEX[c] or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
                self.fail(f"incomplete escape \\{c}{digits}", start)
            self.at += _HEX[c]
            return f"\\x{{{int(digits, 16):x}}}"
        if c in "dDwWsS":
            if not self.flags & ASCII:
                return "\\" + c
            inner = _ASCII_CLASSES[c.lower()]
            return (inner if in_set else f"[{inner}]") if c.islower() else f"[^{inner}]"
        if c in _PLAIN:
            return _PLAIN[c]
        if c == "0" or in_set and c in "1234567" or c in "123" and self.octal(start):
            digits = c
            while len(digits) < 3 and self.text[self.at:self.at + 1] and self.text[self.at] in "01234567":
                digits += self.text[self.at]
                self.at += 1
            return f"\\x{{{int(digits, 8):x}}}"
        if in_set:
            if c == "b":
                return "\\x08"
            if c.isascii() and c.isalnum():
                self.fail(f"bad escape \\{c}", start)
            return "\\" + c if c.isascii() else c
        if c.isdigit():
            if self.text[self.at:self.at + 1].isdigit():
                c += self.text[self.at]
                self.at += 1
            if int(c) > self.groups:
                self.fail(f"invalid group reference {c}", start + 1)
            return f"(?:\\{c})"
        if c in "bB" and self.flags & ASCII:
            return _ASCII_BORDERS[c].format(w=_ASCII_CLASSES["w"])
        if c in "AbB":
            return "\\" + c
        if c == "Z":
            return "\\z"
        if c.isascii() and c.isalpha():
            self.fail(f"bad escape \\{c}", start)
        return "\\" + c if c.isascii() else c

    def octal(self, start):
        digits = self.text[start + 1:start + 4]
        return len(digits) == 3 and all(digit in "01234567" for digit in digits)

    def set_item(self):
        """One item of a set as the matcher wants it, and which character it is if it is one."""
        c = self.text[self.at]
        if c != "\\":
            self.at += 1
            return "\\" + c if c in "[]^&~#-" or c.isspace() else c, c
        start = self.at
        code = self.escape(True)
        kind = self.text[start + 1]
        if kind in "dDwWsS":
            return code, None
        if code.startswith("\\x{"):
            return code, chr(int(code[3:-1], 16))
        return code, {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}.get(kind, kind)

    def set(self):
        start = self.at
        self.at += 1
        out = ["["]
        if self.text[self.at:self.at + 1] == "^":
            out.append("^")
            self.at += 1
        first = True
        while True:
            if self.at >= len(self.text):
                self.fail("unterminated character set", start)
            c = self.text[self.at]
            if c == "]" and not first:
                self.at += 1
                break
            first = False
            low_at = self.at
            code, low = self.set_item()
            following = self.text[self.at + 1:self.at + 2]
            if self.text[self.at:self.at + 1] == "-" and following not in ("]", ""):
                self.at += 1
                high_at = self.at
                end, high = self.set_item()
                if low is None or high is None or low > high:
                    # Of an escape CPython tells the kind alone, and counts back from the end by what it tells.
                    low, high = (self.text[at:at + 1 + (self.text[at] == "\\")] for at in (low_at, high_at))
                    self.fail(f"bad character range {low}-{high}", self.at - len(low) - len(high) - 1)
                code += "-" + end
            out.append(code)
        self.out.append("".join(out) + "]")

    def group(self):
        start = self.at
        self.open.append(start)
        self.repeats.append(False)
        self.at += 1
        if self.text[self.at:self.at + 1] != "?":
            self.groups += 1
            self.out.append("(")
            return
        rest = self.text[self.at + 1:]
        if rest[:1] == "P":
            if rest[1:2] == "<":
                end = self.text.find(">", self.at)
                if end < 0:
                    self.fail("missing >, unterminated name", self.at + 3)
                name = self.text[self.at + 3:end]
                self.check_name(name, self.at + 3)
                if name in self.names:
                    self.fail(f"redefinition of group name {name!r} as group {self.groups + 1}; "
                              f"was group {self.names[name]}", self.at + 3)
                self.groups += 1
                self.names[name] = self.groups
                self.out.append(f"(?P<{name}>")
                self.at = end + 1
                return
            if rest[1:2] == "=":
                end = self.text.find(")", self.at)
                if end < 0:
                    self.fail("missing ), unterminated name", self.at + 3)
                name = self.text[self.at + 3:end]
                self.check_name(name, self.at + 3)
                if name not in self.names:
                    self.fail(f"unknown group name {name!r}", self.at + 3)
                self.open.pop()
                self.repeats.pop()
                self.out.append(f"(?:(?P={name}))")
                self.at = end + 1
                return
            self.fail(f"unknown extension ?P{rest[1:2]}" if rest[1:2] else "unexpected end of pattern", self.at)
        for mark in ("<=", "<!", ":", "=", "!", ">"):
            if rest.startswith(mark):
                self.out.append("(?" + mark)
                self.at += 1 + len(mark)
                return
        if rest[:1] == "#":
            end = self.text.find(")", self.at)
            if end < 0:
                self.fail("missing ), unterminated comment", start)
            self.open.pop()
            self.repeats.pop()
            self.at = end + 1
            return
        if rest[:1] == "(":
            end = self.text.find(")", self.at)
            name = self.text[self.at + 2:end]
            self.out.append(f"(?({name if name.isdigit() else '<' + name + '>'})")
            self.at = end + 1
            return
        end = 0
        while end < len(rest) and (rest[end].isalpha() or rest[end] == "-"):
            end += 1
        letters, closing = rest[:end], rest[end:end + 1]
        if letters and closing and closing in "):" and all(letter in _LETTERS or letter == "-" for letter in letters):
            self.at += end + 2
            if closing == ")":
                if start != 0:
                    self.fail("global flags not at the start of the expression", start)
                self.open.pop()
                self.repeats.pop()
                for letter in letters:
                    self.flags |= _LETTERS[letter]
            else:
                self.out.append("(?" + "".join(letter for letter in letters if letter not in "auL") + ":")
            return
        self.fail(f"unknown extension ?{rest[:1]}" if rest[:1] != "<" else f"unknown extension ?<{rest[1:2]}", start + 1)

    def check_name(self, name, at):
        if not name:
            self.fail("missing group name", at)
        if not name.isidentifier():
            self.fail(f"bad character in group name {name!r}", at)


class Pattern:
    """A compiled regular expression."""

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self._bytes = isinstance(pattern, (bytes, bytearray))
        text = bytes(pattern).decode("latin-1") if self._bytes else pattern
        if self._bytes:
            flags |= ASCII
        translator = _Translator(pattern, text, int(flags))
        translated = translator.run().replace("\0", "")
        try:
            self._program = _re.compile(translated, translator.nested)
        except ValueError as failure:
            raise PatternError(str(failure), pattern) from None
        self.flags = translator.flags & ~256 if self._bytes else translator.flags | (0 if translator.flags & 256 else 32)
        self.groups, self.groupindex = self._program.groups()

    def __repr__(self):
        shown = RegexFlag(self.flags & ~32)
        flags = f", {shown!r}" if shown else ""
        text = repr(self.pattern)
        return f"re.compile({text[:200]}{flags})"

    def __eq__(self, other):
        return (self.pattern, self.flags) == (other.pattern, other.flags) if isinstance(other, Pattern) else NotImplemented

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __reduce__(self):
        return compile, (self.pattern, self.flags)

    def _subject(self, string):
        if self._bytes:
            if isinstance(string, str):
                raise TypeError("cannot use a bytes pattern on a string-like object")
            if not hasattr(type(string), "__buffer__"):
                raise TypeError(f"expected string or bytes-like object, got {type(string).__name__!r}")
            return bytes(string).decode("latin-1")
        if hasattr(type(string), "__buffer__"):
            raise TypeError("cannot use a string pattern on a bytes-like object")
        if not isinstance(string, str):
            raise TypeError(f"expected string or bytes-like object, got {type(string).__name__!r}")
        return string

    def _run(self, string, subject, pos, endpos, mode):
        places = self._program.run(subject, pos, endpos, mode)
        return None if places is None else Match(self, string, pos, endpos, places)

    def _at(self, string, pos, endpos, mode):
        subject = self._subject(string)
        length = len(subject)
        pos = min(max(pos, 0), length)
        return self._run(string, subject, pos, min(max(endpos, 0), length), mode)

    def match(self, string, pos=0, endpos=2**62):
        """A match at the start."""
        return self._at(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=2**62):
        """A match of the whole string."""
        return self._at(string, pos, endpos, 2)

    def search(self, string, pos=0, endpos=2**62):
        """A match anywhere."""
        return self._at(string, pos, endpos, 0)

    def finditer(self, string, pos=0, endpos=2**62):
        """All matches, one by one."""
        subject = self._subject(string)
        pos = min(max(pos, 0), len(subject))
        return self._iterate(string, subject, pos, min(max(endpos, 0), len(subject)))

    def _iterate(self, string, subject, pos, endpos):
        was_empty = False
        while pos <= endpos:
            found = self._run(string, subject, pos, endpos, 3 if was_empty else 0)
            if found is None:
                if not was_empty:
                    return
                # Nothing but the empty match, which was told already.
                pos += 1
                was_empty = False
                continue
            yield found
            was_empty = found.start() == found.end()
            pos = found.end()

    def _back(self, found):
        """What the program found, as the subject has it."""
        if self._bytes:
            if isinstance(found, str):
                return found.encode("latin-1")
            if found is not None:
                return type(found)(map(self._back, found))
        return found

    def findall(self, string, pos=0, endpos=2**62):
        """What all matches matched."""
        subject = self._subject(string)
        length = len(subject)
        pos = min(max(pos, 0), length)
        return self._back(self._program.findall(subject, pos, min(max(endpos, 0), length)))

    def split(self, string, maxsplit=0):
        """The pieces between the matches, and what their groups matched."""
        return self._back(self._program.split(self._subject(string), maxsplit))

    def sub(self, repl, string, count=0):
        """The string with the matches replaced."""
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        """The string with the matches replaced, and their number."""
        subject = self._subject(string)
        if callable(repl):
            replace = repl
        else:
            parts = _template(self, repl)
            if isinstance(repl, str) != self._bytes:
                if self._bytes:
                    parts = [part if isinstance(part, int) else part.decode("latin-1") for part in parts]
                replaced, number = self._program.sub(subject, parts, count)
                return self._back(replaced), number
            # Text and bytes do not mix, but that matters only where there is something to replace.
            fixed = _part(repl, 0, 0).join(part for part in parts if not isinstance(part, int))
            replace = lambda found: fixed
        pieces, last, number = [], 0, 0
        for found in self.finditer(string):
            if count and number >= count:
                break
            if last < found.start():
                pieces.append(_part(string, last, found.start()))
            pieces.append(replace(found))
            last = found.end()
            number += 1
        pieces.append(_part(string, last, len(subject)))
        return pieces[-1][:0].join(pieces), number

    def scanner(self, string, pos=0, endpos=2**62):
        raise NotImplementedError("gilvm's re has no scanner")


def _part(string, start, end):
    """A part of a subject, as text or bytes."""
    part = string[start:end]
    return part if isinstance(part, (str, bytes)) else bytes(part)


def _template(pattern, repl):
    """A replacement as pieces: texts, and numbers of groups."""
    is_bytes = not isinstance(repl, str)
    text = bytes(repl).decode("latin-1") if is_bytes else repl
    parts, at = [], 0

    def add(piece):
        parts.append(piece.encode("latin-1") if is_bytes else piece)

    while at < len(text):
        slash = text.find("\\", at)
        if slash < 0:
            add(text[at:])
            break
        if slash > at:
            add(text[at:slash])
        c = text[slash + 1:slash + 2]
        at = slash + 2
        if not c:
            raise PatternError("bad escape (end of pattern)", repl, slash)
        if c == "g":
            end = text.find(">", at)
            if text[at:at + 1] != "<":
                raise PatternError("missing <", repl, at)
            if end < 0:
                raise PatternError("missing >, unterminated name", repl, at + 1)
            name = text[at + 1:end]
            if name.isdigit():
                number = int(name)
                if number > pattern.groups:
                    raise PatternError(f"invalid group reference {number}", repl, at + 1)
            elif name in pattern.groupindex:
                number = pattern.groupindex[name]
            elif not name:
                raise PatternError("missing group name", repl, at + 1)
            elif not name.isidentifier():
                raise PatternError(f"bad character in group name {name!r}", repl, at + 1)
            else:
                raise IndexError(f"unknown group name {name!r}")
            parts.append(number)
            at = end + 1
        elif c == "0" or c.isdigit() and text[slash + 1:slash + 4].isdigit() and len(text[slash + 1:slash + 4]) == 3:
            digits = c
            while len(digits) < 3 and text[at:at + 1] and text[at] in "01234567":
                digits += text[at]
                at += 1
            add(chr(int(digits, 8)))
        elif c.isdigit():
            if text[at:at + 1].isdigit():
                c += text[at]
                at += 1
            if int(c) > pattern.groups:
                raise PatternError(f"invalid group reference {c}", repl, slash + 1)
            parts.append(int(c))
        elif c in "abfnrtv":
            add({"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}[c])
        elif c.isascii() and c.isalpha():
            raise PatternError(f"bad escape \\{c}", repl, slash)
        else:
            add("\\" + c if c != "\\" else "\\")
    return parts


class Match:
    """Where a pattern matched."""

    def __init__(self, pattern, string, pos, endpos, places):
        self.re, self.string, self.pos, self.endpos, self._places = pattern, string, pos, endpos, places

    def __bool__(self):
        return True

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"

    def _number(self, group):
        if isinstance(group, int):
            if 0 <= group <= self.re.groups:
                return group
        elif group in self.re.groupindex:
            return self.re.groupindex[group]
        raise IndexError("no such group")

    def _get(self, number, default=None):
        start = self._places[2 * number]
        return default if start < 0 else _part(self.string, start, self._places[2 * number + 1])

    def group(self, *groups):
        """What a group matched, or several."""
        if len(groups) <= 1:
            return self._get(self._number(groups[0]) if groups else 0)
        return tuple(self._get(self._number(group)) for group in groups)

    def __getitem__(self, group):
        return self._get(self._number(group))

    def groups(self, default=None):
        """What all groups matched."""
        return tuple(self._get(number, default) for number in range(1, self.re.groups + 1))

    def groupdict(self, default=None):
        """What the named groups matched."""
        return {name: self._get(number, default) for name, number in self.re.groupindex.items()}

    def start(self, group=0, /):
        return self._places[2 * self._number(group)]

    def end(self, group=0, /):
        return self._places[2 * self._number(group) + 1]

    def span(self, group=0, /):
        number = self._number(group)
        return self._places[2 * number], self._places[2 * number + 1]

    @property
    def regs(self):
        return tuple(self.span(number) for number in range(self.re.groups + 1))

    @property
    def lastindex(self):
        last = None
        for number in range(1, self.re.groups + 1):
            end = self._places[2 * number + 1]
            if end >= 0 and (last is None or end > self._places[2 * last + 1]):
                last = number
        return last

    @property
    def lastgroup(self):
        last = self.lastindex
        for name, number in self.re.groupindex.items():
            if number == last:
                return name
        return None

    def _fill(self, parts):
        empty = _part(self.string, 0, 0)
        return empty.join(self._get(part, empty) if isinstance(part, int) else part for part in parts)

    def expand(self, template):
        """A replacement text with its groups filled in."""
        return self._fill(_template(self.re, template))


Pattern.__module__ = Match.__module__ = "re"
_cache = {}
_CACHE_MAX = 512


def compile(pattern, flags=0):
    """A pattern as an object."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    key = type(pattern), pattern, int(flags)
    known = _cache.get(key)
    if known is None:
        if not isinstance(pattern, (str, bytes, bytearray)):
            raise TypeError("first argument must be string or compiled pattern")
        known = Pattern(pattern, flags)
        if len(_cache) >= _CACHE_MAX:
            _cache.clear()
        _cache[key] = known
    return known


def match(pattern, string, flags=0):
    """A match at the start of the string."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of the whole string."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """A match anywhere in the string."""
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The string with the matches replaced."""
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """The string with the matches replaced, and their number."""
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The pieces between the matches."""
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """What all matches matched."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """All matches, one by one."""
    return compile(pattern, flags).finditer(string)


def purge():
    """Forget the compiled patterns."""
    _cache.clear()


_SPECIAL = {code: "\\" + chr(code) for code in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """A pattern that matches a text and nothing else."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, "latin-1").translate(_SPECIAL).encode("latin-1")
