"""The conventions of places: here those of C, with UTF-8."""

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "getencoding", "Error", "setlocale", "localeconv",
           "strcoll", "strxfrm", "str", "atof", "atoi", "format_string", "currency", "normalize", "LC_CTYPE",
           "LC_COLLATE", "LC_MESSAGES", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL", "CHAR_MAX"]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    pass


def setlocale(category, locale=None):
    """Query a locale, or set the one there is: '', 'C', 'POSIX' and their UTF-8 forms."""
    if not isinstance(category, int) or not 0 <= category <= LC_ALL:
        raise Error("invalid locale category")
    if isinstance(locale, tuple):
        locale = ".".join(part for part in locale if part) or "C"
    if locale not in (None, "", "C", "POSIX", "C.UTF-8", "C.utf8"):
        raise Error("unsupported locale setting")
    return "C.UTF-8" if category in (LC_CTYPE, LC_ALL) and locale not in ("C", "POSIX") else "C"


def getlocale(category=LC_CTYPE):
    """Return language and encoding."""
    return ("C", "UTF-8") if category == LC_CTYPE else (None, None)


def getdefaultlocale(envvars=("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")):
    """Return language and encoding of the environment."""
    return getlocale()


def getpreferredencoding(do_setlocale=True):
    """Return the encoding of texts."""
    return "UTF-8"


def getencoding():
    """Return the encoding of texts."""
    return "UTF-8"


def normalize(localename):
    """Return the name of a locale; none is known by other names."""
    return localename


def localeconv():
    """Return how numbers and money are written."""
    most = dict.fromkeys(("int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes",
                          "n_sep_by_space", "p_sign_posn", "n_sign_posn"), CHAR_MAX)
    text = dict.fromkeys(("int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep",
                          "positive_sign", "negative_sign", "thousands_sep"), "")
    return {**most, **text, "decimal_point": ".", "grouping": [], "mon_grouping": []}


def strcoll(string1, string2, /):
    """Compare two texts: below, equal or above 0."""
    return (string1 > string2) - (string1 < string2)


def strxfrm(string, /):
    """Return a text that sorts as the given one does."""
    return string


def format_string(f, val, grouping=False, monetary=False):
    """Format as % does."""
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    """Refused: the locale has no money."""
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    """Return a float as text."""
    return "%.12g" % val


def atof(string, func=float):
    """Return the number that a text is."""
    return func(string)


def atoi(string):
    """Return the whole number that a text is."""
    return int(string)
