"""Files in gzip's format (RFC 1952)."""

import builtins
import io
import os
import time
import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

READ, WRITE = "rb", "wb"


class BadGzipFile(OSError):
    """What is not gzip's format."""


def _header(level, mtime):
    mtime = int(time.time() if mtime is None else mtime)
    return b"\x1f\x8b\x08\0" + mtime.to_bytes(4, "little") + (b"\2" if level == 9 else b"\4" if level == 1 else b"\0") + b"\xff"


def _trailer(crc, size):
    return crc.to_bytes(4, "little") + (size & 0xffffffff).to_bytes(4, "little")


def compress(data, compresslevel=9, *, mtime=None):
    """Bytes in gzip's format."""
    return _header(compresslevel, mtime) + zlib.compress(data, compresslevel, -15) + _trailer(zlib.crc32(data), len(data))


def decompress(data):
    """The bytes behind gzip's format; several members are joined."""
    pieces = []
    while True:
        data = bytes(data).lstrip(b"\0") if pieces else bytes(data)
        if not data:
            return b"".join(pieces)
        if data[:2] != b"\x1f\x8b":
            raise BadGzipFile(f"Not a gzipped file ({data[:2]!r})")
        inflater = zlib.decompressobj(31)
        piece = inflater.decompress(data)
        rest = inflater.unused_data
        if not inflater.eof or len(rest) < 8:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        if zlib.crc32(piece) != int.from_bytes(rest[:4], "little"):
            raise BadGzipFile(f"CRC check failed {hex(int.from_bytes(rest[:4], 'little'))} != {hex(zlib.crc32(piece))}")
        if len(piece) & 0xffffffff != int.from_bytes(rest[4:8], "little"):
            raise BadGzipFile("Incorrect length of data produced")
        pieces.append(piece)
        data = rest[8:]


class GzipFile(io.BytesIO):
    """A file whose contents are compressed. Reading decompresses it as a whole, closing compresses what was written."""

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        mode = mode or getattr(fileobj, "mode", "rb")
        if "t" in mode or "U" in mode:
            raise ValueError("Invalid mode: {!r}".format(mode))
        self.mode = WRITE if mode[0] in "wxa" else READ
        self._owns = fileobj is None
        self.fileobj = fileobj if fileobj is not None else builtins.open(filename, mode if "b" in mode else mode + "b")
        self.name = filename if filename is not None else getattr(fileobj, "name", "")
        self._level, self._mtime = compresslevel, mtime
        if self.mode == READ:
            super().__init__(decompress(self.fileobj.read()))
        else:
            super().__init__()

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def read(self, size=-1, /):
        if self.mode != READ:
            raise OSError(9, "read() on write-only GzipFile object")
        return super().read(size)

    def write(self, data, /):
        if self.mode != WRITE:
            raise OSError(9, "write() on read-only GzipFile object")
        return super().write(data)

    def close(self):
        if self.closed:
            return
        try:
            if self.mode == WRITE:
                self.fileobj.write(compress(self.getvalue(), self._level, mtime=self._mtime))
        finally:
            if self._owns:
                self.fileobj.close()
            super().close()


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    """Open a compressed file, as bytes or as text."""
    if "t" in mode:
        if "b" in mode:
            raise ValueError("Invalid mode: %r" % (mode,))
    else:
        for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
            if value is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    plain = mode.replace("t", "")
    if isinstance(filename, (str, bytes, os.PathLike)) or hasattr(filename, "__fspath__"):
        file = GzipFile(filename, plain, compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        file = GzipFile(None, plain, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    return _Text(file, encoding or "utf-8", errors or "strict") if "t" in mode else file


class _Text(io.StringIO):
    """Text over a compressed file."""

    def __init__(self, file, encoding, errors):
        self._file, self.encoding, self.errors = file, encoding, errors
        text = file.read().decode(encoding, errors) if file.mode == READ else ""
        super().__init__(text.replace("\r\n", "\n").replace("\r", "\n"))

    def close(self):
        if not self.closed:
            if self._file.mode == WRITE:
                self._file.write(self.getvalue().encode(self.encoding, self.errors))
            self._file.close()
            super().close()
