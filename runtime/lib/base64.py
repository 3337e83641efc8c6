"""Bytes as text: base 16, 32 and 64."""

import binascii

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b16encode", "b16decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode",
           "urlsafe_b64decode"]

_URLSAFE_ENCODE = bytes.maketrans(b"+/", b"-_")
_URLSAFE_DECODE = bytes.maketrans(b"-_", b"+/")


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    try:
        return bytes(memoryview(s))
    except TypeError:
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {s.__class__.__name__!r}") from None


def b64encode(s, altchars=None):
    """Encode; altchars stand in place of + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """Decode; what is no digit is skipped unless it shall be refused."""
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    """Encode with - and _ in place of + and /."""
    return b64encode(s).translate(_URLSAFE_ENCODE)


def urlsafe_b64decode(s):
    """Decode what urlsafe_b64encode() made."""
    return b64decode(_bytes(s).translate(_URLSAFE_DECODE))


_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def b32encode(s):
    """Encode in letters and digits that are not mistaken for one another."""
    s = memoryview(s).tobytes()
    out = bytearray()
    for at in range(0, len(s), 5):
        group = s[at:at + 5]
        number = int.from_bytes(group + bytes(5 - len(group)), "big")
        digits = bytes(_B32[(number >> shift) & 31] for shift in range(35, -1, -5))
        kept = (len(group) * 8 + 4) // 5
        out += digits[:kept] + b"=" * (8 - kept)
    return bytes(out)


def b32decode(s, casefold=False, map01=None):
    """Decode what b32encode() made."""
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        s = s.replace(b"0", b"O").replace(b"1", _bytes(map01))
    if casefold:
        s = s.upper()
    kept = s.rstrip(b"=")
    padding = len(s) - len(kept)
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    values = {digit: value for value, digit in enumerate(_B32)}
    out = bytearray()
    for at in range(0, len(kept), 8):
        group = kept[at:at + 8]
        number = 0
        for digit in group:
            if digit not in values:
                raise binascii.Error("Non-base32 digit found")
            number = number << 5 | values[digit]
        number <<= 5 * (8 - len(group))
        out += number.to_bytes(5, "big")
    if padding:
        out = out[:len(out) - {1: 1, 3: 2, 4: 3, 6: 4}[padding]]
    return bytes(out)


def b16encode(s):
    """Encode in hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode hexadecimal digits."""
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if any(byte not in b"0123456789ABCDEF" for byte in s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


def _input(s):
    """The bytes of a bytes-like object of single bytes."""
    try:
        view = memoryview(s)
    except TypeError as error:
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from error
    if view.format not in ("c", "b", "B"):
        raise TypeError(f"expected single byte elements, not {view.format!r} from {s.__class__.__name__}")
    if view.ndim != 1:
        raise TypeError(f"expected 1-D data, not {view.ndim}-D data from {s.__class__.__name__}")
    return view


def encodebytes(s):
    """Encode in lines of 76 characters."""
    s = _input(s)
    return b"".join(binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57))


def decodebytes(s):
    """Decode lines."""
    return binascii.a2b_base64(_input(s))


def encode(input, output):
    """Encode a file into another."""
    while data := input.read(57):
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    """Decode a file into another."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))
