"""Codecs: text to bytes and back, at once, in pieces, and over streams."""

import builtins
import _io

__all__ = [
    "register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE",
    "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo",
    "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter", "StreamReaderWriter",
    "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder", "getincrementaldecoder", "getreader",
    "getwriter", "encode", "decode", "iterencode", "iterdecode",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = BOM32_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = BOM64_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = BOM64_BE = b"\x00\x00\xfe\xff"


class CodecInfo(tuple):
    """What looking a codec up gives."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        self._is_text_encoding = True if _is_text_encoding is None else _is_text_encoding
        return self

    def __repr__(self):
        return f"<codecs.CodecInfo object for encoding {self.name} at {id(self):#x}>"


class Codec:
    """What encodes and decodes without a state."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes text that comes in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    """Decodes bytes that come in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass


_MARKS = {"utf-16": (BOM_UTF16, BOM_UTF16_BE), "utf-32": (BOM_UTF32, BOM_UTF32_BE), "utf-8-sig": (BOM_UTF8, BOM_UTF8)}


class _Encoder(IncrementalEncoder):
    """An encoder of a native codec: a mark comes first, once."""

    _encoding = "utf-8"

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self._started = False

    def encode(self, input, final=False):
        data = input.encode(self._encoding, self.errors)
        marks = _MARKS.get(self._encoding)
        if marks and self._started:
            data = data[len(marks[0]):]
        self._started = True
        return data

    def reset(self):
        self._started = False

    def getstate(self):
        return 0 if self._started and self._encoding in _MARKS else 2 * (self._encoding in ("utf-16", "utf-32"))

    def setstate(self, state):
        self._started = not state


class _Decoder(IncrementalDecoder):
    """A decoder of a native codec: what is no whole character yet waits for more."""

    _encoding = "utf-8"

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.reset()

    def reset(self):
        self.buffer = b""
        self._actual = None if self._encoding in _MARKS else self._encoding

    def decode(self, input, final=False):
        data = self.buffer + bytes(input)
        self.buffer = b""
        if self._actual is None:
            data = self._unmarked(data, final)
            if data is None:
                return ""
        keep = 0 if final else _incomplete(data, self._actual)
        if keep:
            self.buffer = data[-keep:]
            data = data[:-keep]
        return data.decode(self._actual, self.errors)

    def _unmarked(self, data, final):
        """The bytes behind the mark, once it is known whether there is one."""
        little, big = _MARKS[self._encoding]
        if len(data) < len(little) and not final and (self._encoding != "utf-8-sig" or little.startswith(data)):
            self.buffer = data
            return None
        self._actual = "utf-8" if self._encoding == "utf-8-sig" else self._encoding + "-le"
        if big != little and data.startswith(big):
            self._actual = self._encoding + "-be"
            return data[len(big):]
        return data[len(little):] if data.startswith(little) else data

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


def _incomplete(data, encoding):
    """How many of the last bytes begin a character that is not all there."""
    if encoding == "utf-8":
        for back in range(1, min(4, len(data) + 1)):
            byte = data[-back]
            if byte & 0xc0 != 0x80:
                length = 2 if 0xc2 <= byte < 0xe0 else 3 if 0xe0 <= byte < 0xf0 else 4 if 0xf0 <= byte < 0xf5 else 1
                return back if length > back else 0
        return 0
    if encoding.startswith("utf-16"):
        odd = len(data) % 2
        last = data[len(data) - odd - 2:len(data) - odd]
        if len(last) == 2 and 0xd8 <= last[1 if encoding.endswith("le") else 0] < 0xdc:
            return odd + 2
        return odd
    return len(data) % 4 if encoding.startswith("utf-32") else 0


class StreamWriter(Codec):
    """Writes text to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self._started = False

    def write(self, object):
        """Write the object's contents encoded to the stream."""
        data, _ = self.encode(object, self.errors)
        marks = _MARKS.get(getattr(self, "_encoding", None))
        if marks and self._started:
            data = data[len(marks[0]):]
        self._started = True
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        self._started = False

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReader(Codec):
    """Reads text from a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.reset()

    def reset(self):
        """Forget what was read ahead."""
        self._text = ""
        self._decoder = None
        self._bytes = b""

    def _decoded(self, data, final):
        """The text of more bytes, by the class's own decode or in pieces by the native codec."""
        encoding = getattr(self, "_encoding", None)
        if encoding is None:
            text, used = self.decode(self._bytes + data, self.errors)
            self._bytes = (self._bytes + data)[used:]
            return text
        if self._decoder is None:
            self._decoder = getincrementaldecoder(encoding)(self.errors)
        return self._decoder.decode(data, final)

    def read(self, size=-1, chars=-1, firstline=False):
        """Read text: of about size bytes, or a number of characters, or everything."""
        wanted = chars if chars is not None and chars >= 0 else None
        if wanted is None and self._text and size is not None and size >= 0:
            wanted = min(size, len(self._text))
        while wanted is None or len(self._text) < wanted:
            if size is None or size < 0:
                data = self.stream.read() if wanted is None else self.stream.read(72)
            else:
                data = self.stream.read(size)
            self._text += self._decoded(data, not data or (wanted is None and (size is None or size < 0)))
            if not data or wanted is None:
                break
        cut = len(self._text) if wanted is None else wanted
        text, self._text = self._text[:cut], self._text[cut:]
        return text

    def readline(self, size=None, keepends=True):
        """Read a line."""
        while True:
            lines = self._text.splitlines(True)
            # A line end at the very end may be the first half of one.
            if len(lines) > 1 or (lines and lines[0].endswith("\n")):
                line = lines[0]
                break
            data = self.stream.read(size or 72)
            self._text += self._decoded(data, not data)
            if not data:
                line = (self._text.splitlines(True) or [""])[0]
                break
        self._text = self._text[len(line):]
        return line if keepends else (line.splitlines() or [""])[0]

    def readlines(self, sizehint=None, keepends=True):
        """Read all lines."""
        return self.read().splitlines(keepends)

    def seek(self, offset, whence=0):
        """Move the position of the stream."""
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __iter__(self):
        return self

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReaderWriter:
    """A stream that is read and written as text."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamRecoder:
    """A stream of bytes in one encoding over a stream of bytes in another."""

    data_encoding = file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        self.stream = stream
        self.encode = encode
        self.decode = decode
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        return self.encode(self.reader.readline(size), self.errors)[0]

    def readlines(self, sizehint=None):
        return self.encode(self.reader.read(), self.errors)[0].splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(b"".join(list))

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


def _native(name):
    """The codec of an encoding that str.encode knows."""

    def encode(input, errors="strict"):
        return input.encode(name, errors), len(input)

    def decode(input, errors="strict"):
        data = bytes(input)
        return data.decode(name, errors), len(data)

    attributes = {"_encoding": name, "__module__": "codecs"}
    stateless = {"encode": staticmethod(encode), "decode": staticmethod(decode)}
    return CodecInfo(
        encode, decode, name=name,
        streamreader=type("StreamReader", (StreamReader,), attributes | stateless),
        streamwriter=type("StreamWriter", (StreamWriter,), attributes | stateless),
        incrementalencoder=type("IncrementalEncoder", (_Encoder,), attributes),
        incrementaldecoder=type("IncrementalDecoder", (_Decoder,), attributes),
    )


def _rot13(input, errors="strict"):
    turned = {}
    for first in (65, 97):
        turned |= {first + at: first + (at + 13) % 26 for at in range(26)}
    return str(input).translate(turned), len(input)


def _transform(name, encode, decode):
    """A codec from text to text, or from bytes to bytes."""
    return CodecInfo(encode, decode, name=name, _is_text_encoding=False)


def _over(function):
    return lambda input, errors="strict": (function(input), len(input))


def _transforms(key):
    if key in ("rot13", "rot_13"):
        return _transform("rot13", _rot13, _rot13)
    if key in ("hex", "hex_codec"):
        import binascii
        return _transform("hex", _over(binascii.hexlify), _over(binascii.unhexlify))
    if key in ("base64", "base_64", "base64_codec"):
        import base64
        return _transform("base64", _over(base64.encodebytes), _over(base64.decodebytes))
    if key in ("zip", "zlib", "zlib_codec"):
        import zlib
        return _transform("zlib", _over(zlib.compress), _over(zlib.decompress))
    return None


_found = {}
_searches = []


def register(search_function, /):
    """Register a function that finds codecs by their names; str.encode and bytes.decode do not ask it."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    """Forget a search function."""
    if search_function in _searches:
        _searches.remove(search_function)
        _found.clear()


def lookup(encoding, /):
    """The codec of an encoding."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    key = encoding.lower().replace(" ", "_").replace("-", "_")
    codec = _found.get(key)
    if codec is None:
        codec = _transforms(key)
        if codec is None:
            try:
                codec = _native(_io._codec_name(encoding))
            except LookupError:
                for search in _searches:
                    codec = search(key)
                    if codec is not None:
                        break
                else:
                    raise
        _found[key] = codec
    return codec


def encode(obj, encoding="utf-8", errors="strict"):
    """Encode by a codec."""
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """Decode by a codec."""
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Open a file of bytes and read or write it as text; without an encoding, as bytes."""
    if encoding is not None and "b" not in mode:
        mode = mode + "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        stream = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        stream.encoding = encoding
        return stream
    except:
        file.close()
        raise


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A file of bytes in one encoding over one in another."""
    if file_encoding is None:
        file_encoding = data_encoding
    data, inner = lookup(data_encoding), lookup(file_encoding)
    stream = StreamRecoder(file, data.encode, data.decode, inner.streamreader, inner.streamwriter, errors)
    stream.data_encoding = data_encoding
    stream.file_encoding = file_encoding
    return stream


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encode what an iterator gives, piece by piece."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for piece in iterator:
        if data := encoder.encode(piece):
            yield data
    if data := encoder.encode("", True):
        yield data


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decode what an iterator gives, piece by piece."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for piece in iterator:
        if text := decoder.decode(piece):
            yield text
    if text := decoder.decode(b"", True):
        yield text


def _encoder_of(name):
    return lambda input, errors="strict": (input.encode(name, errors), len(input))


def _decoder_of(name):
    return lambda input, errors="strict", final=False: (bytes(input).decode(name, errors), len(input))


utf_8_encode, utf_8_decode = _encoder_of("utf-8"), _decoder_of("utf-8")
latin_1_encode, latin_1_decode = _encoder_of("latin-1"), _decoder_of("latin-1")
ascii_encode, ascii_decode = _encoder_of("ascii"), _decoder_of("ascii")


def _strict_errors(error):
    raise error


def _ignore_errors(error):
    return "", error.end


def _replace_errors(error):
    count = error.end - error.start
    return ("?" * count if isinstance(error, UnicodeEncodeError) else "\ufffd"), error.end


def _xmlcharrefreplace_errors(error):
    return "".join(f"&#{ord(char)};" for char in error.object[error.start:error.end]), error.end


def _backslashreplace_errors(error):
    wrong = error.object[error.start:error.end]
    if isinstance(wrong, str):
        return wrong.encode("ascii", "backslashreplace").decode("ascii"), error.end
    return "".join(f"\\x{byte:02x}" for byte in wrong), error.end


def _namereplace_errors(error):
    return error.object[error.start:error.end].encode("ascii", "namereplace").decode("ascii"), error.end


strict_errors, ignore_errors, replace_errors = _strict_errors, _ignore_errors, _replace_errors
xmlcharrefreplace_errors, backslashreplace_errors = _xmlcharrefreplace_errors, _backslashreplace_errors
namereplace_errors = _namereplace_errors

_handlers = {
    "strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors, "backslashreplace": backslashreplace_errors,
    "namereplace": namereplace_errors,
}


def lookup_error(name, /):
    """The function that handles errors under a name."""
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None
