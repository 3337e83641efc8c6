"""Secure hashes: one interface to all of them; the work is native."""

import _hashlib
from _hashlib import pbkdf2_hmac, scrypt

algorithms_guaranteed = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384",
                         "sha3_512", "shake_128", "shake_256", "blake2b", "blake2s"}
algorithms_available = set(algorithms_guaranteed)

_NAMES = {"SHA1": "sha1", "SHA224": "sha224", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512", "MD5": "md5",
          "sha-1": "sha1", "sha-224": "sha224", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512",
          "sha3-224": "sha3_224", "sha3-256": "sha3_256", "sha3-384": "sha3_384", "sha3-512": "sha3_512"}


def md5(string=b"", *, usedforsecurity=True):
    return _hashlib.new("md5", string)


def sha1(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha1", string)


def sha224(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha224", string)


def sha256(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha256", string)


def sha384(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha384", string)


def sha512(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha512", string)


def sha3_224(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha3_224", string)


def sha3_256(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha3_256", string)


def sha3_384(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha3_384", string)


def sha3_512(string=b"", *, usedforsecurity=True):
    return _hashlib.new("sha3_512", string)


def shake_128(string=b"", *, usedforsecurity=True):
    return _hashlib.new("shake_128", string)


def shake_256(string=b"", *, usedforsecurity=True):
    return _hashlib.new("shake_256", string)


def _blake2(name, largest, data, digest_size, options):
    for option, value in options.items():
        if value not in (b"", 0, 1, False, True, None):
            raise NotImplementedError(f"gilvm's {name} has no {option}")
    if not 1 <= digest_size <= largest:
        raise ValueError(f"digest_size must be between 1 and {largest} bytes")
    return _hashlib.new(name, data, digest_size)


def blake2b(data=b"", /, *, digest_size=64, usedforsecurity=True, **options):
    return _blake2("blake2b", 64, data, digest_size, options)


def blake2s(data=b"", /, *, digest_size=32, usedforsecurity=True, **options):
    return _blake2("blake2s", 32, data, digest_size, options)


def new(name, data=b"", **kwargs):
    """A hash by its name."""
    if not isinstance(name, str):
        raise TypeError("name must be a string")
    known = _NAMES.get(name, name)
    if known not in algorithms_guaranteed:
        raise ValueError(f"unsupported hash type {name}")
    return globals()[known](data, **kwargs)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """The hash of a file's contents."""
    result = new(digest) if isinstance(digest, str) else digest()
    if not (hasattr(fileobj, "read") and getattr(fileobj, "readable", lambda: True)()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    while data := fileobj.read(_bufsize):
        result.update(data)
    return result
