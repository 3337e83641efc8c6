"""Tables as text: comma-separated values and their relatives."""

import io

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL", "Error",
           "Dialect", "excel", "excel_tab", "field_size_limit", "reader", "writer", "register_dialect", "get_dialect",
           "list_dialects", "unregister_dialect", "DictReader", "DictWriter", "unix_dialect"]

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)


class Error(Exception):
    pass


Error.__module__ = "_csv"


class Dialect:
    """How a table is written: separators and quotes."""

    delimiter = ","
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    """As Excel writes it."""


class excel_tab(excel):
    """As Excel writes it, with tabs."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """As Unix programs write it: everything quoted, lines end in a newline."""

    lineterminator = "\n"
    quoting = QUOTE_ALL


_OPTIONS = ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting",
            "strict")
_dialects = {}
_limit = 131072


class _Settings:
    """A dialect, checked, with what was given by keyword."""

    def __init__(self, dialect, given):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in given:
            if name not in _OPTIONS:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        for name in _OPTIONS:
            setattr(self, name, given[name] if name in given else getattr(dialect, name, getattr(Dialect, name)))
        if "quotechar" in given and given["quotechar"] is None and "quoting" not in given:
            self.quoting = QUOTE_NONE
        for name in "delimiter", "quotechar", "escapechar":
            value = getattr(self, name)
            if value is None and name != "delimiter":
                continue
            if not isinstance(value, str):
                kind = "string" if name == "delimiter" else "string or None"
                raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}')
            if len(value) != 1:
                raise TypeError(f'"{name}" must be a 1-character string')
            if value in "\r\n" or name == "delimiter" and value == " " and self.skipinitialspace:
                raise ValueError(f"bad {name} value")
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer')
        if not 0 <= self.quoting <= 5:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if self.lineterminator is None:
            raise TypeError("lineterminator must be set")
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be a string')


def register_dialect(name, dialect=excel, **fmtparams):
    """Give a name to a dialect."""
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _Settings(dialect, fmtparams)


def unregister_dialect(name):
    """Forget the name of a dialect."""
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    """Return the dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    """Return the names of all dialects."""
    return list(_dialects)


def field_size_limit(new_limit=None):
    """Set the largest size of a field; returns the previous one."""
    global _limit
    old = _limit
    if new_limit is not None:
        if not isinstance(new_limit, int):
            raise TypeError("limit must be an integer")
        _limit = new_limit
    return old


class reader:
    """Iterates over the rows of a table."""

    def __init__(self, csvfile, /, dialect=excel, **fmtparams):
        self._lines = iter(csvfile)
        self.dialect = _Settings(dialect, fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def _add(self, field, text):
        field.append(text)
        self._size += 1
        if self._size > _limit:
            raise Error(f"field larger than field limit ({_limit})")

    def __next__(self):
        d = self.dialect
        row, field = [], []
        state, unquoted = "start row", False
        self._size = 0

        def save():
            nonlocal field, unquoted
            text = "".join(field)
            if unquoted and text and d.quoting == QUOTE_NONNUMERIC:
                text = float(text)
            elif unquoted and d.quoting in (QUOTE_NOTNULL, QUOTE_STRINGS):
                text = None if not text else float(text) if d.quoting == QUOTE_STRINGS else text
            row.append(text)
            field, unquoted = [], False
            self._size = 0

        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if state in ("quoted", "escape in quoted") or field and state != "start row":
                    if d.strict:
                        raise Error("unexpected end of data") from None
                    save()
                    return row
                raise
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} "
                            "(the file should be opened in text mode)")
            self.line_num += 1
            for c in [*line, "\0end"]:
                is_end = c == "\0end"
                newline = c in "\n\r" and not is_end
                if state == "start row":
                    if is_end:
                        break
                    if newline:
                        state = "end"
                        continue
                    state = "start field"
                if state == "start field":
                    if is_end or newline:
                        unquoted = d.quoting in (QUOTE_NOTNULL, QUOTE_STRINGS)
                        save()
                        state = "start row" if is_end else "end"
                    elif c == d.quotechar and d.quoting != QUOTE_NONE:
                        state = "quoted"
                    elif c == d.escapechar:
                        state = "escape"
                    elif c == " " and d.skipinitialspace:
                        pass
                    elif c == d.delimiter:
                        unquoted = d.quoting in (QUOTE_NOTNULL, QUOTE_STRINGS)
                        save()
                    else:
                        unquoted = True
                        self._add(field, c)
                        state = "field"
                elif state == "escape":
                    if newline or not is_end:
                        self._add(field, c)
                        state = "field"
                    elif is_end:
                        self._add(field, "\n")
                        state = "field"
                elif state == "field":
                    if is_end or newline:
                        save()
                        state = "start row" if is_end else "end"
                    elif c == d.escapechar:
                        state = "escape"
                    elif c == d.delimiter:
                        save()
                        state = "start field"
                    else:
                        self._add(field, c)
                elif state == "quoted":
                    if is_end:
                        pass
                    elif c == d.escapechar:
                        state = "escape in quoted"
                    elif c == d.quotechar and d.quoting != QUOTE_NONE:
                        state = "quote in quoted" if d.doublequote else "field"
                    else:
                        self._add(field, c)
                elif state == "escape in quoted":
                    self._add(field, "\n" if is_end else c)
                    state = "quoted"
                elif state == "quote in quoted":
                    if c == d.quotechar and d.quoting != QUOTE_NONE:
                        self._add(field, c)
                        state = "quoted"
                    elif is_end or newline:
                        save()
                        state = "start row" if is_end else "end"
                    elif c == d.delimiter:
                        save()
                        state = "start field"
                    elif not d.strict:
                        self._add(field, c)
                        state = "field"
                    else:
                        raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
                elif state == "end":
                    if not newline and not is_end:
                        raise Error("new-line character seen in unquoted field - do you need to open the file with "
                                    "newline=''?")
                    if is_end:
                        state = "start row"
            if state == "start row":
                return row


class writer:
    """Writes rows of a table."""

    def __init__(self, csvfile, /, dialect=excel, **fmtparams):
        if not callable(getattr(csvfile, "write", None)):
            raise TypeError('argument 1 must have a "write" method')
        self._write = csvfile.write
        self.dialect = _Settings(dialect, fmtparams)

    def _field(self, value, is_only):
        d = self.dialect
        is_number = isinstance(value, (int, float))
        text = "" if value is None else repr(value) if isinstance(value, float) else str(value)
        quoted = (d.quoting == QUOTE_ALL or d.quoting == QUOTE_NONNUMERIC and not is_number
                  or d.quoting == QUOTE_STRINGS and isinstance(value, str)
                  or d.quoting == QUOTE_NOTNULL and value is not None)
        special = {d.delimiter, "\r", "\n", *d.lineterminator}
        out = []
        for c in text:
            escapes = False
            if c in special or c == d.escapechar or c == d.quotechar:
                if d.quoting == QUOTE_NONE:
                    escapes = True
                elif c == d.quotechar:
                    if d.doublequote:
                        out.append(c)
                    else:
                        escapes = True
                elif c == d.escapechar:
                    escapes = True
                if not escapes:
                    quoted = True
            if escapes:
                if d.escapechar is None:
                    raise Error("need to escape, but no escapechar set")
                out.append(d.escapechar)
            out.append(c)
        if not text and is_only:
            if d.quoting == QUOTE_NONE or value is None and d.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error("single empty field record must be quoted")
            quoted = True
        if text and text[0] == " " and d.skipinitialspace and d.delimiter == " " and d.quoting != QUOTE_NONE:
            quoted = True
        body = "".join(out)
        return f"{d.quotechar}{body}{d.quotechar}" if quoted else body

    def writerow(self, row, /):
        """Write a row; returns what the file's write() returned."""
        try:
            row = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        fields = [self._field(value, len(row) == 1) for value in row]
        return self._write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

    def writerows(self, rows, /):
        """Write rows."""
        for row in rows:
            self.writerow(row)


class DictReader:
    """Iterates over rows as dicts; the keys are the first row, if none are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = list(fieldnames) if fieldnames is not None and iter(fieldnames) is fieldnames else fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []:
            row = next(self.reader)
        made = dict(zip(self.fieldnames, row))
        if len(row) > len(self.fieldnames):
            made[self.restkey] = row[len(self.fieldnames):]
        for name in self.fieldnames[len(row):]:
            made[name] = self.restval
        return made


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames = list(fieldnames) if iter(fieldnames) is fieldnames else fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write the names of the fields as a row."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _values(self, row):
        if self.extrasaction == "raise":
            wrong = row.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, wrong)))
        return [row.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        """Write a row."""
        return self.writer.writerow(self._values(rowdict))

    def writerows(self, rowdicts):
        """Write rows."""
        return self.writer.writerows(map(self._values, rowdicts))


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)
