"""Command lines as a shell reads them."""

import re

__all__ = ["split", "quote", "join"]

_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII).search


def split(s, comments=False, posix=True):
    """Split a text into words, with quotes and backslashes as in a shell."""
    if s is None:
        raise ValueError("s argument must not be None")
    words, word, quote, at = [], None, "", 0
    while at < len(s):
        c = s[at]
        at += 1
        if quote:
            if c == quote:
                word = word if posix else word + c
                quote = ""
                if not posix:
                    words.append(word)
                    word = None
            elif posix and c == "\\" and quote == '"':
                if at == len(s):
                    raise ValueError("No escaped character")
                following = s[at]
                at += 1
                word += following if following in '"\\' else c + following
            else:
                word += c
        elif c in " \t\r\n":
            if word is not None:
                words.append(word)
                word = None
        elif comments and c == "#":
            end = s.find("\n", at)
            at = len(s) if end < 0 else end + 1
            if word is not None:
                words.append(word)
                word = None
        elif c in "'\"" and (posix or word is None):
            quote = c
            word = (word or "") + ("" if posix else c)
        elif posix and c == "\\":
            if at == len(s):
                raise ValueError("No escaped character")
            word = (word or "") + s[at]
            at += 1
        else:
            word = (word or "") + c
    if quote:
        raise ValueError("No closing quotation")
    if word is not None:
        words.append(word)
    return words


def quote(s):
    """Return a text quoted so that a shell takes it as one word."""
    if not s:
        return "''"
    return s if _unsafe(s) is None else "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    """Return words as one command line."""
    return " ".join(quote(arg) for arg in split_command)
