"""Streams in memory, and the names of the native ones."""

from _io import (DEFAULT_BUFFER_SIZE, BufferedRandom, BufferedReader, BufferedWriter, FileIO, TextIOWrapper,
                 UnsupportedOperation, open)

__all__ = [
    "open", "FileIO", "BytesIO", "StringIO", "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOWrapper",
    "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE",
]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class _Memory:
    """What StringIO and BytesIO share: a value, a position, and reading."""

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    @property
    def closed(self):
        return self._closed

    def getvalue(self):
        """Retrieve the entire contents."""
        self._check()
        self._join()
        return self._value

    def read(self, size=-1, /):
        """Read at most size characters or bytes."""
        self._check()
        self._join()
        if size is None or size < 0:
            size = len(self._value)
        result = self._value[self._at:self._at + size]
        self._at += len(result)
        return result

    def readline(self, size=-1, /):
        """Read until newline or end."""
        self._check()
        self._join()
        end = self._line_end()
        if end == 0:
            end = len(self._value)
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        result = self._value[self._at:end]
        self._at += len(result)
        return result

    def readlines(self, hint=-1, /):
        """Return a list of lines."""
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def writelines(self, lines, /):
        """Write a list of lines."""
        for line in lines:
            self.write(line)

    def tell(self):
        """Tell the current position."""
        self._check()
        self._join()
        return self._at

    def seek(self, position, whence=0, /):
        """Change the position."""
        self._check()
        self._join()
        if whence == 0:
            if position < 0:
                raise ValueError(f"Negative seek position {position}" if self._text else f"negative seek value {position}")
            self._at = position
        elif whence == 1:
            if self._text and position:
                raise OSError("Can't do nonzero cur-relative seeks")
            self._at = max(0, self._at + position)
        elif whence == 2:
            if self._text and position:
                raise OSError("Can't do nonzero cur-relative seeks")
            self._at = max(0, len(self._value) + position)
        else:
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)" if self._text
                             else f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def truncate(self, position=None, /):
        """Truncate at a position."""
        self._check()
        self._join()
        if position is None:
            position = self._at
        if position < 0:
            raise ValueError(f"Negative size value {position}" if self._text else f"negative size value {position}")
        self._value = self._value[:position]
        return position

    def _write(self, data):
        # Appending, which is nearly always, only collects; the rest is joined when somebody looks.
        if self._at is None:
            self._parts.append(data)
            return
        size = len(self._value)
        if self._at == size:
            self._parts.append(data)
            self._at = None
            return
        gap = self._value[:0]
        if self._at > size:
            gap = ("\0" if self._text else b"\0") * (self._at - size)
        end = self._at + len(data)
        self._value = self._value[:self._at] + gap + data + self._value[end:]
        self._at = end

    def _join(self):
        if self._at is None:
            self._value += self._value[:0].join(self._parts)
            self._parts.clear()
            self._at = len(self._value)

    def flush(self):
        """Does nothing."""
        self._check()

    def close(self):
        """Close; the contents are lost."""
        self._closed = True

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def isatty(self):
        self._check()
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()


class StringIO(_Memory):
    """Text I/O implementation using an in-memory buffer."""

    _text = True
    encoding = errors = None
    line_buffering = False

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._value = ""
        self._at = 0
        self._parts = []
        self._closed = False
        self._newline = newline
        self._ends = None
        if not newline:
            self._ends = set()
        if initial_value:
            self._write(self._translated(initial_value))
            self._join()
            self._at = 0

    def _translated(self, text):
        """The text with its line ends as the stream keeps them."""
        if not self._newline:
            if "\r" in text:
                whole = text.replace("\r\n", "")
                self._note("\r\n" if len(whole) < len(text) else None, "\r" if "\r" in whole else None,
                           "\n" if "\n" in whole else None)
                if self._newline is None:
                    return text.replace("\r\n", "\n").replace("\r", "\n")
            elif "\n" in text:
                self._note("\n")
        elif self._newline in ("\r", "\r\n"):
            return text.replace("\n", self._newline)
        return text

    def _note(self, *ends):
        self._ends.update(end for end in ends if end)

    @property
    def newlines(self):
        """The line ends seen so far, if they are translated."""
        self._check()
        if not self._ends:
            return None
        ends = tuple(end for end in ("\r", "\n", "\r\n") if end in self._ends)
        return ends if len(ends) > 1 else ends[0]

    def _line_end(self):
        """Behind the end of the line that is next; 0 if there is none."""
        if self._newline != "":
            newline = self._newline or "\n"
            at = self._value.find(newline, self._at)
            return at + len(newline) if at >= 0 else 0
        ends = [at for at in (self._value.find("\n", self._at), self._value.find("\r", self._at)) if at >= 0]
        if not ends:
            return 0
        at = min(ends)
        return at + 2 if self._value[at:at + 2] == "\r\n" else at + 1

    def write(self, text, /):
        """Write string to file; returns the number of characters written."""
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got {type(text).__name__!r}")
        self._check()
        if self._newline != "\n":
            self._write(self._translated(text))
        else:
            self._write(text)
        return len(text)


class BytesIO(_Memory):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    _text = False

    def __init__(self, initial_bytes=b""):
        self._value = bytes(initial_bytes or b"")
        self._at = 0
        self._parts = []
        self._closed = False

    def write(self, data, /):
        """Write bytes to file; returns the number of bytes written."""
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._check()
        data = bytes(data)
        self._write(data)
        return len(data)

    def _line_end(self):
        return self._value.find(b"\n", self._at) + 1

    read1 = _Memory.read

    def readinto(self, buffer, /):
        """Read bytes into buffer; returns how many."""
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)
