"""warnings: filters, once per place, errors, and what catch_warnings records."""

import sys
import warnings


def caller(message, category=UserWarning, level=2):
    warnings.warn(message, category, stacklevel=level)


class Portable:
    """Standard output without the folder that this script happens to lie in."""

    def write(self, text):
        return sys.__stdout__.write(text.replace(__file__, "SCRIPT"))

    def flush(self):
        sys.__stdout__.flush()


sys.stdout = sys.stderr = Portable()
warnings.warn("plain")
for _ in range(3):
    caller("once per place")
caller("deprecated here", DeprecationWarning)
caller("pending", PendingDeprecationWarning)
warnings.warn(RuntimeWarning("an instance"))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    caller("a")
    caller("b", FutureWarning)
    for _ in range(2):
        caller("twice")
    print(len(log), [str(w.message) for w in log], [w.category.__name__ for w in log], log[0].lineno)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    caller("not seen")
with warnings.catch_warnings(action="error"):
    try:
        caller("raised")
    except UserWarning as error:
        print(repr(error))
with warnings.catch_warnings():
    warnings.filterwarnings("error", message="bad.*", category=UserWarning)
    try:
        caller("Bad thing")
    except UserWarning as error:
        print(repr(error))
    caller("good thing")
with warnings.catch_warnings(record=True) as log:
    warnings.resetwarnings()
    warnings.simplefilter("once")
    for _ in range(3):
        caller("one time")
        caller("one time")
    print(len(log))


def show(message, category, filename, lineno, file=None, line=None):
    print("shown:", category.__name__, message)


with warnings.catch_warnings():
    warnings.showwarning = show
    warnings.simplefilter("always")
    caller("own way")
caller("the old way again")
print(warnings.formatwarning("m", UserWarning, "f.py", 3, "  x = 1"), end="")
warnings.warn_explicit("explicit", UserWarning, "other.py", 7)


@warnings.deprecated("use new() instead")
def old():
    """Doc."""
    return 1


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    print(old(), old.__name__, old.__deprecated__, [(str(w.message), w.category.__name__) for w in log])
for call in (lambda: warnings.warn("x", int), lambda: warnings.simplefilter("nope"),
             lambda: warnings.filterwarnings("ignore", message=3), lambda: warnings.simplefilter("ignore", lineno=-1),
             lambda: warnings.deprecated(old)):
    try:
        call()
    except (TypeError, ValueError, AssertionError) as error:
        print(type(error).__name__, error)
