"""Values packed into bytes and back, as C lays them out."""

from _struct import calcsize, error, iter_unpack, pack, pack_into, unpack, unpack_from

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]


class Struct:
    """A format, to be used many times."""

    __slots__ = ("format", "size", "__weakref__")
    __module__ = "_struct"

    def __init__(self, format):
        self.size = calcsize(format)
        self.format = format if isinstance(format, str) else format.decode("ascii")

    def pack(self, *values):
        """Return the values as bytes."""
        return pack(self.format, *values)

    def pack_into(self, *args):
        """pack_into(buffer, offset, v1, v2, ...): write the values into a buffer."""
        return pack_into(self.format, *args)

    def unpack(self, buffer, /):
        """Return a tuple of the values in bytes."""
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        """Return a tuple of the values in bytes from a position on."""
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer, /):
        """Return an iterator over the tuples of values in bytes."""
        return iter_unpack(self.format, buffer)

    def __repr__(self):
        return f"{type(self).__name__}({self.format!r})"
