"""The kinds of streams, streams in memory, and the names of the native ones."""

import _io
import abc
from _io import (DEFAULT_BUFFER_SIZE, BufferedRandom, BufferedReader, BufferedWriter, FileIO, TextIOWrapper,
                 UnsupportedOperation, open)

__all__ = [
    "BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase",
    "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase", "TextIOWrapper",
    "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE",
    "IncrementalNewlineDecoder",
]

BlockingIOError = BlockingIOError
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


def open_code(path):
    """Open a file of code: as bytes."""
    if not isinstance(path, str):
        raise TypeError(f"open_code() argument 'path' must be str, not {type(path).__name__}")
    return open(path, "rb")


def text_encoding(encoding, stacklevel=2, /):
    """The encoding to give to open(): the given one, or what stands for the usual one."""
    if encoding is None:
        import sys
        return "utf-8" if sys.flags.utf8_mode else "locale"
    return encoding


def _finalize(self):
    try:
        closed = self.closed
    except AttributeError:
        return
    if not closed:
        self.close()


class IOBase(metaclass=abc.ABCMeta):
    """The abstract base class of all streams."""

    __closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def seek(self, offset, whence=SEEK_SET, /):
        """Change the position."""
        raise UnsupportedOperation("seek")

    def tell(self):
        """Return the position."""
        return self.seek(0, 1)

    def truncate(self, size=None, /):
        """Cut the stream off at a position."""
        raise UnsupportedOperation("truncate")

    def fileno(self):
        """Return the file descriptor, if there is one."""
        raise UnsupportedOperation("fileno")

    @property
    def closed(self):
        return self.__closed

    def close(self):
        """Flush and close; closing twice does nothing."""
        if not self.__closed:
            try:
                self.flush()
            finally:
                self.__closed = True

    def __init_subclass__(cls, /, **kwargs):
        # What goes unclosed is closed, if there is anything that closing does.
        super().__init_subclass__(**kwargs)
        if cls.__module__ not in (__name__, "_io") and not hasattr(cls, "__del__"):
            cls.__del__ = _finalize

    def flush(self):
        """Write out what is buffered, where something is."""
        self._checkClosed()

    def seekable(self):
        """Return whether the stream has a position."""
        return False

    def readable(self):
        """Return whether the stream may be read."""
        return False

    def writable(self):
        """Return whether the stream may be written."""
        return False

    def isatty(self):
        """Return whether this is a terminal."""
        self._checkClosed()
        return False

    def _checkClosed(self, msg=None):
        if self.closed:
            raise ValueError("I/O operation on closed file." if msg is None else msg)

    def _checkSeekable(self, msg=None):
        if not self.seekable():
            raise UnsupportedOperation("File or stream is not seekable." if msg is None else msg)

    def _checkReadable(self, msg=None):
        if not self.readable():
            raise UnsupportedOperation("File or stream is not readable." if msg is None else msg)

    def _checkWritable(self, msg=None):
        if not self.writable():
            raise UnsupportedOperation("File or stream is not writable." if msg is None else msg)

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1, /):
        """Read and return a line of bytes."""
        limit = -1 if size is None else size.__index__()
        peek = getattr(self, "peek", None)
        line = bytearray()
        while limit < 0 or len(line) < limit:
            wanted = 1
            if peek is not None:
                ahead = peek(1)
                if not isinstance(ahead, bytes):
                    raise OSError(f"peek() should have returned a bytes object, not '{type(ahead).__name__}'")
                if ahead:
                    wanted = ahead.find(b"\n") + 1 or len(ahead)
                    if limit >= 0:
                        wanted = min(wanted, limit - len(line))
            piece = self.read(wanted)
            if not isinstance(piece, bytes):
                raise OSError(f"read() should have returned a bytes object, not '{type(piece).__name__}'")
            if not piece:
                break
            line += piece
            if piece.endswith(b"\n"):
                break
        return bytes(line)

    def readlines(self, hint=-1, /):
        """Return a list of lines."""
        if hint is None or hint <= 0:
            return list(self)
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if total > hint:
                break
        return lines

    def writelines(self, lines, /):
        """Write a list of lines."""
        self._checkClosed()
        for line in lines:
            self.write(line)


def _room(buffer, function):
    """The bytes of a buffer that can be written to."""
    if hasattr(type(buffer), "__buffer__"):
        view = memoryview(buffer)
        if view.c_contiguous and not view.readonly:
            return view.cast("B")
    raise TypeError(f"{function}() argument must be read-write bytes-like object, not {type(buffer).__name__}")


def _content(data):
    """The bytes of a bytes-like object."""
    if type(data) is bytes:
        return data
    if not hasattr(type(data), "__buffer__"):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    with memoryview(data) as view:
        if not view.c_contiguous:
            raise BufferError("memoryview: underlying buffer is not C-contiguous")
        return view.tobytes()


class RawIOBase(IOBase):
    """The base class of streams of bytes without a buffer."""

    def read(self, size=-1, /):
        """Read at most size bytes, with one read of the system."""
        if size is None:
            size = -1
        if size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        if count is None:
            return None
        return bytes(buffer[:count])

    def readall(self):
        """Read to the end."""
        pieces = []
        while piece := self.read(DEFAULT_BUFFER_SIZE):
            pieces.append(piece)
        if not pieces and piece is None:
            return None
        return b"".join(pieces)

    def readinto(self, buffer, /):
        raise NotImplementedError

    def write(self, data, /):
        raise NotImplementedError


class BufferedIOBase(IOBase):
    """The base class of streams of bytes with a buffer."""

    def read(self, size=-1, /):
        """Read at most size bytes, or to the end."""
        raise UnsupportedOperation("read")

    def read1(self, size=-1, /):
        """Read bytes, with at most one read of the raw stream."""
        raise UnsupportedOperation("read1")

    def readinto(self, buffer, /):
        """Read bytes into a buffer; returns how many."""
        return self._into(buffer, self.read)

    def readinto1(self, buffer, /):
        """Read bytes into a buffer, with at most one read of the raw stream."""
        return self._into(buffer, self.read1)

    def _into(self, buffer, read):
        room = _room(buffer, "readinto" if read == self.read else "readinto1")
        data = read(len(room))
        if not isinstance(data, bytes):
            raise TypeError("read() should return bytes")
        if len(data) > len(room):
            raise ValueError(f"read() returned too much data: {len(room)} bytes requested, {len(data)} returned")
        room[:len(data)] = data
        return len(data)

    def write(self, data, /):
        """Write bytes."""
        raise UnsupportedOperation("write")

    def detach(self):
        """Let go of the raw stream and return it."""
        raise UnsupportedOperation("detach")


class TextIOBase(IOBase):
    """The base class of streams of text."""

    encoding = newlines = errors = None

    def read(self, size=-1, /):
        """Read at most size characters, or to the end."""
        raise UnsupportedOperation("read")

    def write(self, text, /):
        """Write text."""
        raise UnsupportedOperation("write")

    def readline(self, size=-1, /):
        """Read a line."""
        raise UnsupportedOperation("readline")

    def detach(self):
        """Let go of the stream below and return it."""
        raise UnsupportedOperation("detach")


class BufferedRWPair(BufferedIOBase):
    """A reader and a writer of two raw streams, as one object."""

    __module__ = "_io"

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        if not reader.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        if not writer.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self.reader.read(size)

    def read1(self, size=-1, /):
        return self.reader.read1(size)

    def readinto(self, buffer, /):
        return self.reader.readinto(buffer)

    def readinto1(self, buffer, /):
        return self.reader.readinto1(buffer)

    def peek(self, size=0, /):
        return self.reader.peek(size)

    def readline(self, size=-1, /):
        # The reader knows its lines; any other stream would peek for their ends.
        return self.reader.readline(size)

    def write(self, data, /):
        return self.writer.write(data)

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def flush(self):
        return self.writer.flush()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    def isatty(self):
        return self.writer.isatty() or self.reader.isatty()

    @property
    def closed(self):
        return self.writer.closed


class IncrementalNewlineDecoder:
    """Text that comes in pieces, with its line ends translated or only noted."""

    __module__ = "_io"

    def __init__(self, decoder, translate, errors="strict"):
        self._decoder = decoder
        self._translate = translate
        self.errors = errors
        self.reset()

    def decode(self, input, final=False):
        text = input if self._decoder is None else self._decoder.decode(input, final=final)
        if self._pending and (text or final):
            text = "\r" + text
            self._pending = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._pending = True
        if "\r" in text:
            both = text.count("\r\n")
            self._seen |= ((text.count("\r") > both) | (text.count("\n") > both) << 1 | (both > 0) << 2)
            if self._translate:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        elif "\n" in text:
            self._seen |= 2
        return text

    def reset(self):
        self._seen = 0
        self._pending = False
        if self._decoder is not None:
            self._decoder.reset()

    def getstate(self):
        data, flag = (b"", 0) if self._decoder is None else self._decoder.getstate()
        return data, flag << 1 | self._pending

    def setstate(self, state):
        data, flag = state
        self._pending = bool(flag & 1)
        if self._decoder is not None:
            self._decoder.setstate((data, flag >> 1))

    @property
    def newlines(self):
        ends = tuple(end for bit, end in ((1, "\r"), (2, "\n"), (4, "\r\n")) if self._seen & bit)
        return (ends if len(ends) > 1 else ends[0]) if ends else None


_POSITION_MAX = 2**63 - 1


class _Memory(_io._Memory):
    """What StringIO and BytesIO share beside what is native."""

    def _check(self):
        self._at

    def __copy__(self):
        value, at = self.getvalue(), self._at
        twin = self.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin._begin(value)
        twin._at = at
        return twin

    def __deepcopy__(self, memo):
        from copy import deepcopy
        twin = self.__copy__()
        twin.__dict__.update(deepcopy(twin.__dict__, memo))
        return twin

    def readlines(self, hint=-1, /):
        """Return a list of lines."""
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            # What is as long as the hint says is enough of bytes, and not of text.
            if hint is not None and hint > 0 and (total > hint or total == hint and not self._text):
                break
        return lines

    def __iter__(self):
        if self._text and self.closed:
            raise ValueError("I/O operation on closed file.")
        return self

    def writelines(self, lines, /):
        """Write a list of lines."""
        for line in lines:
            self.write(line)

    def seek(self, position, whence=0, /):
        """Change the position."""
        self._check()
        if whence == 0:
            if position < 0:
                raise ValueError(f"Negative seek position {position}" if self._text else f"negative seek value {position}")
            self._at = position
        elif whence == 1:
            if self._text and position:
                raise OSError("Can't do nonzero cur-relative seeks")
            at = self._at + position
            if at > _POSITION_MAX:
                raise OverflowError("new position too large")
            self._at = max(0, at)
        elif whence == 2:
            if self._text and position:
                raise OSError("Can't do nonzero cur-relative seeks")
            at = self._size + position
            if at > _POSITION_MAX:
                raise OverflowError("new position too large")
            self._at = max(0, at)
        else:
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)" if self._text
                             else f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def truncate(self, position=None, /):
        """Truncate at a position."""
        self._check()
        if position is None:
            position = self._at
        if position < 0:
            raise ValueError(f"Negative size value {position}" if self._text else f"negative size value {position}")
        self._cut(position)
        return position

    def flush(self):
        """Does nothing."""
        if not self._text:
            self._check()

    def close(self):
        """Close; the contents are lost."""
        self._end()

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

    __module__ = "_io"

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
        self._newline = newline
        self._ends = None
        if not newline:
            self._ends = frozenset()
        self._begin(self._translated(initial_value or ""))

    def _begin(self, value):
        # What ends a line; None: any of what may.
        ending = None if self._newline == "" else self._newline or "\n"
        self._start(value, ending, self._newline != "\n")

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
        self._ends |= {end for end in ends if end}

    @property
    def newlines(self):
        """The line ends seen so far, if they are translated."""
        self._check()
        if not self._ends:
            return None
        ends = tuple(end for end in ("\r", "\n", "\r\n") if end in self._ends)
        return ends if len(ends) > 1 else ends[0]


class _BytesIOBuffer:
    """What views of a BytesIO show: its content, as long as one of them exists."""

    __module__ = "_io"
    __slots__ = ("_array",)

    def __buffer__(self, flags, /):
        return memoryview(self._array)


class BytesIO(_Memory):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    __module__ = "_io"

    _text = False
    # What views write to, from the first of them until somebody sees that there is none any more.
    _shared = None

    def __init__(self, initial_bytes=b""):
        self._own()
        self._begin(_content(initial_bytes) if initial_bytes is not None else b"")

    def _begin(self, value):
        if self._shared is not None:
            del self._shared
        self._start(value, b"\n")

    def getbuffer(self):
        """Get a read-write view over the contents of the BytesIO object."""
        content = self.getvalue()
        if self._shared is None:
            self._shared = bytearray(content)
            self._is_shared = True
        buffer = _BytesIOBuffer()
        buffer._array = self._shared
        return memoryview(buffer)

    def _look(self):
        """Takes over what views have written; whether there still are any."""
        shared = self._shared
        self._replace(shared)
        try:
            # Refused as long as somebody looks at it.
            shared.append(0)
        except BufferError:
            return True
        del self._shared
        self._is_shared = False
        return False

    def _own(self):
        if self._shared is not None and self._look():
            raise BufferError("Existing exports of data: object cannot be re-sized")

    def close(self):
        """Close; the contents are lost."""
        self._own()
        _Memory.close(self)

    read1 = _Memory.read

    def readinto(self, buffer, /):
        """Read bytes into buffer; returns how many."""
        self._check()
        room = _room(buffer, "readinto")
        data = self.read(len(room))
        room[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def detach(self):
        raise UnsupportedOperation("detach")


RawIOBase.register(FileIO)
for _class in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom):
    BufferedIOBase.register(_class)
for _class in (StringIO, TextIOWrapper):
    TextIOBase.register(_class)
del _class
