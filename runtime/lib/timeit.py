"""Times of small bits of Python code.

A statement is compiled into a function with a loop around it, so that what is timed is the statement and the loop.
"""

import itertools
import sys
import time

import gc

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter

_globals = globals
_FILE = "<timeit-src>"
_LOOP = """\
def inner(_it, _timer{parameters}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
"""


def _indented(text, width):
    return text.replace("\n", "\n" + " " * width)


class Timer:
    """Times the statement `stmt`; `setup` runs once before each measurement."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        space = {}
        names = _globals() if globals is None else globals
        parameters = ""
        before = ""
        if isinstance(setup, str):
            compile(setup, _FILE, "exec")
            before = setup + "\n"
            setup = _indented(setup, 4)
        elif callable(setup):
            space["_setup"] = setup
            parameters += ", _setup=_setup"
            setup = "_setup()"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(before + stmt, _FILE, "exec")
            stmt = _indented(stmt, 8)
        elif callable(stmt):
            space["_stmt"] = stmt
            parameters += ", _stmt=_stmt"
            stmt = "_stmt()"
        else:
            raise ValueError("stmt is neither a string nor callable")
        self.src = _LOOP.format(stmt=stmt, setup=setup, parameters=parameters)
        exec(compile(self.src, _FILE, "exec"), names, space)
        self.inner = space["inner"]

    def print_exc(self, file=None):
        """Print the traceback of an exception in the timed code."""
        import traceback
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Time `number` executions of the statement, in seconds."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if was_enabled:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Call timeit() a few times; the least of the results says most."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Return (number, seconds), with a number of executions so large that they take 0.2 s or more."""
        scale = 1
        while True:
            for step in 1, 2, 5:
                number = scale * step
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Make a Timer and call its timeit()."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Make a Timer and call its repeat()."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_USAGE = """\
Tool for measuring execution time of small code snippets.

Command line: -m timeit [-n N] [-r N] [-s S] [-u UNIT] [-p] [-v] [-h] [--] [statement]

  -n, --number N    how many times to execute the statement (default: chosen so that it takes 0.2 s or more)
  -r, --repeat N    how many times to repeat the timer (default: 5)
  -s, --setup S     statement to be executed once initially (default: pass)
  -p, --process     measure CPU time of the process
  -u, --unit UNIT   nsec, usec, msec or sec
  -v, --verbose     print raw timing results
  -h, --help        print this usage message

A statement of several lines is several arguments; so is a setup, with several -s.
"""


def main(args=None, *, _wrap_timer=None):
    """The command line: -m timeit [options] [statement …]."""
    import getopt
    try:
        options, rest = getopt.getopt(sys.argv[1:] if args is None else args, "n:u:s:r:pvh",
                                      ["number=", "setup=", "repeat=", "process", "verbose", "unit=", "help"])
    except getopt.error as failure:
        print(failure)
        print("use -h/--help for command line help")
        return 2
    number, times, setup, timer, verbose, unit = 0, default_repeat, [], default_timer, 0, None
    units = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}
    for option, value in options:
        if option in ("-n", "--number"):
            number = int(value)
        elif option in ("-s", "--setup"):
            setup.append(value)
        elif option in ("-u", "--unit"):
            if value not in units:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            unit = value
        elif option in ("-r", "--repeat"):
            times = max(int(value), 1)
        elif option in ("-p", "--process"):
            timer = time.process_time
        elif option in ("-v", "--verbose"):
            verbose += 1
        else:
            print(_USAGE, end="")
            return 0
    digits = 3 + max(verbose - 1, 0)
    timed = Timer("\n".join(rest) or "pass", "\n".join(setup) or "pass", timer if _wrap_timer is None else _wrap_timer(timer))

    def shown(seconds):
        name = unit or next(name for name in ("sec", "msec", "usec", "nsec") if seconds >= units[name] or name == "nsec")
        return f"{seconds / units[name]:.{digits}g} {name}"

    try:
        if number == 0:
            number, _ = timed.autorange((lambda n, taken: print(
                f"{n} loop{'s' * (n != 1)} -> {taken:.{digits}g} secs")) if verbose else None)
            if verbose:
                print()
        taken = timed.repeat(times, number)
    except Exception:
        timed.print_exc()
        return 1
    if verbose:
        print("raw times: " + ", ".join(map(shown, taken)))
        print()
    each = [seconds / number for seconds in taken]
    print(f"{number} loop{'s' * (number != 1)}, best of {times}: {shown(min(each))} per loop")
    return None


if __name__ == "__main__":
    sys.exit(main())
