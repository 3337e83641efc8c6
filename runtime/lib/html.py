"""HTML: characters that mean something, and how they are written."""

_NAMES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\xa0", "copy": "\xa9", "reg": "\xae",
          "auml": "\xe4", "ouml": "\xf6", "uuml": "\xfc", "szlig": "\xdf", "eacute": "\xe9", "hellip": "\u2026",
          "ndash": "\u2013", "mdash": "\u2014", "euro": "\u20ac"}


def escape(s, quote=True):
    """Text as it has to stand in HTML."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def unescape(s):
    """HTML as the text it stands for; of the named characters the most common ones."""
    if "&" not in s:
        return s
    first, *pieces = s.split("&")
    out = [first]
    for piece in pieces:
        name, semicolon, rest = piece.partition(";")
        c = None
        if semicolon and name[:1] == "#":
            digits, base = (name[2:], 16) if name[1:2] in ("x", "X") else (name[1:], 10)
            try:
                number = int(digits, base)
                c = chr(number) if 0 < number < 0x110000 and not 0xd800 <= number < 0xe000 else "\ufffd"
            except ValueError:
                pass
        elif semicolon:
            c = _NAMES.get(name)
        out.append("&" + piece if c is None else c + rest)
    return "".join(out)
