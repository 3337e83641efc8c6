"""Objects to JSON text: the interface; the walk over the objects is native."""

from _json import dump, encode_string


def encode_basestring(s):
    """A string as JSON."""
    return encode_string(s, False)


def encode_basestring_ascii(s):
    """A string as JSON in ASCII."""
    return encode_string(s, True)


class JSONEncoder:
    """Encodes objects; default() is for those that JSON does not know."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """What to encode in place of an object; derived classes know."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """The JSON text of an object."""
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        return dump(o, self.default, self.skipkeys, self.ensure_ascii, self.check_circular, self.allow_nan, indent,
                    self.item_separator, self.key_separator, self.sort_keys)

    def iterencode(self, o, _one_shot=False):
        """The JSON text of an object, in pieces (here one)."""
        yield self.encode(o)
