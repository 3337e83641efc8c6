"""JSON text to objects: the interface; the walk over the text is native."""

from _json import scan

_SPACE = " \t\n\r"


class JSONDecodeError(ValueError):
    """What is wrong with a JSON document, and where."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


class JSONDecoder:
    """Decodes JSON documents."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """The value of a document."""
        start = len(s) - len(s.lstrip(_SPACE))
        value, end = self.raw_decode(s, start)
        rest = s[end:].lstrip(_SPACE)
        if rest:
            raise JSONDecodeError("Extra data", s, len(s) - len(rest))
        return value

    def raw_decode(self, s, idx=0):
        """The value that begins at a position, and the position behind it."""
        return scan(s, idx, self.strict, self.object_hook, self.object_pairs_hook,
                    None if self.parse_float is float else self.parse_float,
                    None if self.parse_int is int else self.parse_int, self.parse_constant)
