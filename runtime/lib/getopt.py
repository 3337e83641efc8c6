"""Command line options, in the style of C's getopt()."""

import os

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    opt = ""
    msg = ""

    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """Return (options, rest); the first argument that is no option ends the options."""
    options = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            args = args[1:]
            break
        args = _one(options, args, shortopts, longopts)
    return options, args


def gnu_getopt(args, shortopts, longopts=[]):
    """As getopt(), but options and other arguments may be mixed."""
    options, rest = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    stops = shortopts.startswith("+") or bool(os.environ.get("POSIXLY_CORRECT"))
    shortopts = shortopts.removeprefix("+")
    while args:
        if args[0] == "--":
            rest += args[1:]
            break
        if args[0].startswith("-") and args[0] != "-":
            args = _one(options, args, shortopts, longopts)
        elif stops:
            rest += args
            break
        else:
            rest.append(args[0])
            args = args[1:]
    return options, rest


def _one(options, args, shortopts, longopts):
    """Takes the options in the first argument, and the argument of the last of them."""
    first, args = args[0], args[1:]
    if first.startswith("--"):
        return _long(options, first[2:], longopts, args)
    letters = first[1:]
    while letters:
        opt, letters = letters[0], letters[1:]
        at = shortopts.find(opt)
        if at < 0 or opt == ":":
            raise GetoptError(f"option -{opt} not recognized", opt)
        value = ""
        if shortopts.startswith(":", at + 1):
            if not letters:
                if not args:
                    raise GetoptError(f"option -{opt} requires argument", opt)
                letters, args = args[0], args[1:]
            value, letters = letters, ""
        options.append(("-" + opt, value))
    return args


def _long(options, opt, longopts, args):
    opt, equals, value = opt.partition("=")
    possible = [name for name in longopts if name.startswith(opt)]
    if not possible:
        raise GetoptError(f"option --{opt} not recognized", opt)
    if opt in possible:
        opt, takes = opt, False
    elif opt + "=" in possible:
        takes = True
    elif len(possible) > 1:
        raise GetoptError(f"option --{opt} not a unique prefix", opt)
    else:
        takes = possible[0].endswith("=")
        opt = possible[0].removesuffix("=")
    if takes and not equals:
        if not args:
            raise GetoptError(f"option --{opt} requires argument", opt)
        value, args = args[0], args[1:]
    elif equals and not takes:
        raise GetoptError(f"option --{opt} must not have an argument", opt)
    options.append(("--" + opt, value))
    return args
