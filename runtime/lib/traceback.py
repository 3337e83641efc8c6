"""Tracebacks as text and as data: of exceptions, and of where a thread is.

The texts are those that the VM prints for uncaught exceptions; here they come in pieces. A frame keeps no variables
once it is left, so `capture_locals` has something to show for running frames only.
"""

import sys

import _traceback
import linecache

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
           "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
           "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb", "print_list"]

_REPEATED_MAX = 3
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_unset = object()


class FrameSummary:
    """One place in a stack: file, line, name of the function, and the source line."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "_excerpt", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._line = line
        self._excerpt = None
        self.locals = None if locals is None else {key: _shown(value) for key, value in locals.items()}
        if lookup_line:
            self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (
                other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, at):
        return (self.filename, self.lineno, self.name, self.line)[at]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4

    @property
    def line(self):
        """The source line without its indentation."""
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()


def _shown(value):
    try:
        return repr(value)
    except Exception:
        return "<local repr() failed>"


def walk_stack(f):
    """Yield (frame, line number) from a frame, else from the caller's, outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Yield (frame, line number) for the places of a traceback, innermost last."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _limited(places, limit):
    """The first `limit` of some places; the last, if it is negative."""
    places = list(places)
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return places
    return places[:limit] if limit >= 0 else places[limit:]


class StackSummary(list):
    """A list of FrameSummary."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from pairs of a frame and a line number."""
        result = cls()
        for frame, lineno in _limited(frame_gen, limit):
            code = frame.f_code
            result.append(FrameSummary(code.co_filename, lineno, code.co_name, lookup_line=lookup_lines,
                                       locals=frame.f_locals if capture_locals else None))
        return result

    @classmethod
    def _of_traceback(cls, tb, limit=None):
        result = cls()
        for filename, lineno, name, end_lineno, colno, end_colno, excerpt in _limited(_traceback.places(tb), limit):
            summary = FrameSummary(filename, lineno, name, lookup_line=False, end_lineno=end_lineno, colno=colno,
                                   end_colno=end_colno)
            summary._excerpt = excerpt
            result.append(summary)
        return result

    @classmethod
    def from_list(cls, a_list):
        """Make one from FrameSummary objects, or tuples of file name, line number, name and line."""
        return cls(item if isinstance(item, FrameSummary) else
                   FrameSummary(item[0], item[1], item[2], line=item[3]) for item in a_list)

    def format_frame_summary(self, frame_summary, **kwargs):
        """The lines of one place."""
        name = frame_summary.filename
        if name.startswith("<stdin>-"):
            name = "<stdin>"
        text = f'  File "{name}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        if frame_summary._excerpt is not None:
            text += frame_summary._excerpt
        elif frame_summary.line:
            text += f"    {frame_summary.line}\n"
        for key, value in sorted((frame_summary.locals or {}).items()):
            text += f"    {key} = {value}\n"
        return text

    def format(self, **kwargs):
        """The lines of all places, one text for each; more than three times the same are only counted."""
        result = []
        last, count = None, 0

        def repeated():
            if count > _REPEATED_MAX:
                more = count - _REPEATED_MAX
                result.append(f"  [Previous line repeated {more} more time{'s' * (more > 1)}]\n")

        for summary in self:
            text = self.format_frame_summary(summary)
            if text is None:
                continue
            place = summary.filename, summary.lineno, summary.name
            if place != last:
                repeated()
                last, count = place, 0
            count += 1
            if count <= _REPEATED_MAX:
                result.append(text)
        repeated()
        return result


def _only(exc):
    """The last lines of a printed exception as a list: those of a syntax error, the message, notes line by line."""
    text = _traceback.only(exc)
    notes = getattr(exc, "__notes__", None)
    lines = text.splitlines(keepends=True)
    below = 0
    if isinstance(notes, (list, tuple)):
        below = sum(len(_note(note).split("\n")) for note in notes)
    elif notes is not None:
        below = 1
    split = len(lines) - below
    head, tail = lines[:split], lines[split:]
    if isinstance(exc, SyntaxError) and exc.lineno is not None:
        # The place comes line by line, the message is one text.
        places = 1 + (2 if exc.text and len(head) > 2 else 0)
        return [*head[:places], "".join(head[places:]), *tail] if len(head) > places else head + tail
    return ["".join(head), *tail]


def _note(note):
    try:
        return str(note)
    except Exception:
        return "<note str() failed>"


class TracebackException:
    """An exception made ready for printing: keeps texts, not the objects that its frames hold."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        _seen = set() if _seen is None else _seen
        _seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        if capture_locals:
            self.stack = StackSummary.extract(walk_tb(exc_traceback), limit=limit, lookup_lines=lookup_lines,
                                              capture_locals=True)
        else:
            self.stack = StackSummary._of_traceback(exc_traceback, limit)
        self._exc_type = exc_type if save_exc_type else None
        self._have_exc_type = exc_type is not None
        self.exc_type_qualname = self.exc_type_module = None
        if exc_type is not None:
            self.exc_type_qualname = exc_type.__qualname__
            self.exc_type_module = exc_type.__module__
        self._only = ["NoneType: None\n"] if exc_value is None else _only(exc_value)
        self._str = "" if exc_value is None else _note(exc_value)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__cause__ = self.__context__ = self.exceptions = None
        self.__suppress_context__ = exc_value is not None and exc_value.__suppress_context__
        self._group = None
        if isinstance(exc_value, SyntaxError):
            for name in "filename", "text", "offset", "end_offset", "msg":
                setattr(self, name, getattr(exc_value, name))
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
        if exc_value is None:
            return

        def below(exc):
            if exc is None or id(exc) in _seen:
                return None
            return TracebackException(type(exc), exc, exc.__traceback__, limit=limit, lookup_lines=lookup_lines,
                                      capture_locals=capture_locals, max_group_width=max_group_width,
                                      max_group_depth=max_group_depth, _seen=_seen)

        self.__cause__ = below(exc_value.__cause__)
        if not compact or self.__cause__ is None and not self.__suppress_context__:
            self.__context__ = below(exc_value.__context__)
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [below(exc) for exc in exc_value.exceptions]
            self._group = _traceback.chain(exc_value, False)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Make one from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        warnings.warn("Deprecated in 3.13. Use exc_type_str instead.", DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        if not self._have_exc_type:
            return None
        if self.exc_type_module in ("__main__", "builtins"):
            return self.exc_type_qualname
        return f"{self.exc_type_module}.{self.exc_type_qualname}"

    def __str__(self):
        return self._str

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Yield the lines that say what the exception is."""
        indent = 3 * _depth * " "
        for text in self._only:
            yield "".join(indent + line for line in text.splitlines(keepends=True)) if _depth else text
        if show_group and self.exceptions:
            for exc in self.exceptions:
                yield from exc.format_exception_only(show_group=True, _depth=_depth + 1)

    def format(self, *, chain=True, **kwargs):
        """Yield the lines of the traceback and of the exceptions that led to it."""
        links = [(self, None)]
        at = self
        while chain:
            if at.__cause__ is not None:
                at, text = at.__cause__, _CAUSE
            elif at.__context__ is not None and not at.__suppress_context__:
                at, text = at.__context__, _CONTEXT
            else:
                break
            links.append((at, text))
        for at, text in reversed(links):
            if at._group is not None:
                yield from at._group.splitlines(keepends=True)
            else:
                if at.stack:
                    yield "Traceback (most recent call last):\n"
                    yield from at.stack.format()
                yield from at.format_exception_only()
            if text is not None:
                yield text

    def print(self, *, file=None, chain=True, **kwargs):
        """Print it, to stderr if nothing else is said."""
        print("".join(self.format(chain=chain)), file=file or sys.stderr, end="")


def _exception(exc, value, tb):
    """What exc, value and tb mean together: an exception, or the three parts of older days."""
    if (value is _unset) != (tb is _unset):
        raise ValueError("Both or neither of value and tb must be given")
    if value is _unset:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc, None if exc is None else exc.__traceback__
    return value, tb


def _ready(exc, value, tb, limit):
    value, tb = _exception(exc, value, tb)
    return TracebackException(None if value is None else type(value), value, tb, limit=limit, compact=True)


def format_exception(exc, /, value=_unset, tb=_unset, limit=None, chain=True, **kwargs):
    """Return the lines of an exception with its traceback, as a list of texts."""
    return list(_ready(exc, value, tb, limit).format(chain=chain))


def print_exception(exc, /, value=_unset, tb=_unset, limit=None, file=None, chain=True, **kwargs):
    """Print an exception with its traceback, to stderr if nothing else is said."""
    _ready(exc, value, tb, limit).print(file=file, chain=chain)


def format_exception_only(exc, /, value=_unset, *, show_group=False, **kwargs):
    """Return the lines that say what an exception is."""
    value = exc if value is _unset else value
    made = TracebackException(None if value is None else type(value), value, None, compact=True)
    return list(made.format_exception_only(show_group=show_group))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Return the text of the exception being handled."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last uncaught exception of an interactive session; there is none in a script."""
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


def extract_tb(tb, limit=None):
    """Return the places of a traceback."""
    return StackSummary._of_traceback(tb, limit)


def format_tb(tb, limit=None):
    """Return the lines of a traceback, one text for each place."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Print a traceback, to stderr if nothing else is said."""
    print_list(extract_tb(tb, limit), file=file)


def extract_stack(f=None, limit=None):
    """Return the places of a thread's stack, the caller's if no frame is given, outermost first."""
    if f is None:
        f = sys._getframe().f_back
    return _stack(f, limit)


def _stack(f, limit):
    places = list(walk_stack(f))
    if limit is not None:
        places = places[:limit] if limit >= 0 else places[limit:]
    stack = StackSummary.extract(places)
    stack.reverse()
    return stack


def format_stack(f=None, limit=None):
    """Return the lines of a thread's stack."""
    return _stack(sys._getframe().f_back if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print a thread's stack, to stderr if nothing else is said."""
    print_list(_stack(sys._getframe().f_back if f is None else f, limit), file=file)


def format_list(extracted_list):
    """Return the lines of places."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print the lines of places, to stderr if nothing else is said."""
    print("".join(StackSummary.from_list(extracted_list).format()), file=file or sys.stderr, end="")


def clear_frames(tb):
    """Clear the variables of the frames in a traceback."""
    while tb is not None:
        tb.tb_frame.clear()
        tb = tb.tb_next
