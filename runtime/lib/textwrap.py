"""Paragraphs of text: wrapped, filled, indented."""

import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_SPACE = "\t\n\x0b\x0c\r "
_TO_SPACES = {ord(character): " " for character in _SPACE}


class TextWrapper:
    """Breaks text into lines of a width; the attributes are the options."""

    # A word, and how it may break behind a hyphen between letters; a dash; white space.
    wordsep_re = re.compile(r"""
        (?: (?<=[\w!"'&.,?])-{2,}(?=\w)
          | [\t\n\x0b\x0c\r ]+
          | [^\t\n\x0b\x0c\r ] (?: [^\t\n\x0b\x0c\r ]*? (?:
                -(?: (?<=[^\d\W]{2}-) | (?<=[^\d\W]-[^\d\W]-)) (?= [^\d\W] -? [^\d\W])
              | (?=[\t\n\x0b\x0c\r ]|\Z)
              | (?<=[\w!"'&.,?])(?=-{2,}\w) ) ) )""", re.VERBOSE)
    sentence_end_re = re.compile(r"""[a-z][.!?]["']?\Z""")

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _chunks(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_TO_SPACES)
        if self.break_on_hyphens:
            chunks = self.wordsep_re.findall(text)
        else:
            chunks = [chunk for chunk in re.split(r"([\t\n\x0b\x0c\r ]+)", text) if chunk]
        if self.fix_sentence_endings:
            for at in range(len(chunks) - 1):
                if chunks[at + 1] == " " and self.sentence_end_re.search(chunks[at]):
                    chunks[at + 1] = "  "
        return chunks

    def _long_word(self, chunks, line, length, width):
        """Takes from a word that fits no line what fits this one."""
        room = max(width - length, 1) if width >= 1 else 1
        if self.break_long_words:
            end = room
            chunk = chunks[-1]
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[-1] = chunk[end:]
        elif not line:
            line.append(chunks.pop())

    def wrap(self, text):
        """Return the lines of a paragraph."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks = self._chunks(text)
        chunks.reverse()
        while chunks:
            line, length = [], 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[-1].strip() == "":
                chunks.pop()
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                length -= len(line.pop())
            if not line:
                continue
            is_last = self.max_lines is not None and len(lines) + 1 >= self.max_lines
            ends = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
            if not is_last or ends and length <= width:
                lines.append(indent + "".join(line))
                continue
            while line:
                if line[-1].strip() and length + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + "".join(line))
                    break
                length -= len(line.pop())
            else:
                if lines:
                    before = lines[-1].rstrip()
                    if len(before) + len(self.placeholder) <= self.width:
                        lines[-1] = before + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        """Return the lines of a paragraph as one text."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """Return the lines of a paragraph."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Return the lines of a paragraph as one text."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Return a text with its white space collapsed, cut to a width at the end of a word."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Remove the white space that all lines start with; lines of white space alone become empty."""
    lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
    margin = None
    for line in lines:
        if not line:
            continue
        own = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = own
            continue
        same = 0
        while same < len(margin) and same < len(own) and margin[same] == own[same]:
            same += 1
        margin = margin[:same]
    width = len(margin or "")
    return "\n".join(line[width:] for line in lines)


def indent(text, prefix, predicate=None):
    """Add a prefix to the lines that predicate takes, else to those that are not white space alone."""
    predicate = predicate or str.strip
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))
