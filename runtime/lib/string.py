"""Sets of ASCII characters, templates and formatters."""

import re as _re

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize each word of a text."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class Template:
    """A text with places such as $name and ${name}."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._prepare()

    @classmethod
    def _prepare(cls):
        if "pattern" in cls.__dict__:
            pattern = cls.pattern
        else:
            delimiter = _re.escape(cls.delimiter)
            braced = cls.braceidpattern or cls.idpattern
            pattern = (f"{delimiter}(?:(?P<escaped>{delimiter})|(?P<named>{cls.idpattern})"
                       f"|{{(?P<braced>{braced})}}|(?P<invalid>))")
        cls.pattern = _re.compile(pattern, cls.flags)

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        at = match.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        if lines:
            column = at - len("".join(lines[:-1]))
            line = len(lines)
        else:
            line = column = 1
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _filled(self, mapping, kws, missing):
        if kws:
            mapping = {**mapping, **kws}

        def replace(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                return missing(mapping, name, match)
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                return missing(mapping, None, match)
            raise ValueError("Unrecognized named group in pattern", self.pattern)
        return self.pattern.sub(replace, self.template)

    def substitute(self, mapping={}, /, **kws):
        """The text with its places filled; a place without a value is an error."""
        def value(mapping, name, match):
            if name is None:
                self._invalid(match)
            return str(mapping[name])
        return self._filled(mapping, kws, value)

    def safe_substitute(self, mapping={}, /, **kws):
        """The text with its places filled, where there is a value."""
        def value(mapping, name, match):
            if name is None:
                return match.group()
            try:
                return str(mapping[name])
            except KeyError:
                return match.group()
        return self._filled(mapping, kws, value)

    def _names(self):
        for match in self.pattern.finditer(self.template):
            yield match, match.group("named") or match.group("braced")

    def is_valid(self):
        """Whether substitute() could fail only for a missing value."""
        return all(match.group("invalid") is None for match, _ in self._names())

    def get_identifiers(self):
        """The names in the text, in the order of their first appearance."""
        return list(dict.fromkeys(name for _, name in self._names() if name is not None))


Template._prepare()

# The pieces of a replacement field's name: `a.b[c]` is a, .b, [c].
_NAME = _re.compile(r"\.([^.\[]*)|\[([^\]]*)\]")


class Formatter:
    """What str.format() does, in pieces that a subclass can change."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for text, name, spec, conversion in self.parse(format_string):
            if text:
                result.append(text)
            if name is None:
                continue
            first = _NAME.split(name, maxsplit=1)[0]
            if first == "":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto) + name
                auto += 1
            elif first.isdigit():
                if auto:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            result.append(self.format_field(value, spec))
        return "".join(result), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """Yield (text, field name, format spec, conversion) for each piece."""
        text, at, end = "", 0, len(format_string)
        while at < end:
            character = format_string[at]
            if character not in "{}":
                text += character
                at += 1
                continue
            if format_string.startswith(character, at + 1):
                yield text + character, None, None, None
                text = ""
                at += 2
                continue
            if character == "}":
                raise ValueError("Single '}' encountered in format string")
            depth, stop = 1, at + 1
            while stop < end and depth:
                depth += {"{": 1, "}": -1}.get(format_string[stop], 0)
                stop += 1
            if depth:
                raise ValueError("Single '{' encountered in format string" if at + 1 == end
                                 else "expected '}' before end of string")
            yield (text, *self._field(format_string[at + 1:stop - 1]))
            text, at = "", stop
        if text:
            yield text, None, None, None

    @staticmethod
    def _field(field):
        brackets = 0
        for at, character in enumerate(field):
            if character == "[":
                brackets = 1
            elif character == "]":
                brackets = 0
            elif character == ":" and not brackets:
                return field[:at], field[at + 1:], None
            elif character == "!" and not brackets:
                conversion, rest = field[at + 1:at + 2], field[at + 2:]
                if not conversion:
                    raise ValueError("end of string while looking for conversion specifier")
                if rest and not rest.startswith(":"):
                    raise ValueError("expected ':' after conversion specifier")
                return field[:at], rest[1:], conversion
        return field, "", None

    def get_field(self, field_name, args, kwargs):
        """Return the object a field's name means, and the argument it starts from."""
        first = _re.match(r"[^.\[]*", field_name).group()
        key = int(first) if first.isdigit() else first
        value = self.get_value(key, args, kwargs)
        for step in _NAME.finditer(field_name, len(first)):
            attribute, index = step.groups()
            if attribute is not None:
                value = getattr(value, attribute)
            else:
                value = value[int(index) if index.isdigit() else index]
        return value, key
