# The module stat: constants, and what the functions say of modes.
import os
import stat


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


print(stat.__doc__)
print({name: value for name, value in vars(stat).items() if isinstance(value, int) and not name.startswith("_")})
functions = sorted(name for name, value in vars(stat).items() if callable(value) and not name.startswith("_"))
print(functions)
for kind in (stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK, 0):
    for bits in (0, 0o777, 0o4755, 0o4644, 0o2750, 0o2640, 0o1777, 0o1776, 0o7000):
        mode = kind | bits
        told = [name for name in functions if name.startswith("S_IS") and getattr(stat, name)(mode)]
        print(oct(mode), stat.filemode(mode), told, oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)))
for code in (
    "stat.S_ISDIR('x')", "stat.S_ISDIR(1.5)", "stat.S_ISDIR(None)", "stat.S_ISDIR(-1)", "stat.S_ISDIR(-2**70)", "stat.S_ISDIR(2**33)",
    "stat.S_ISDIR(2**64 - 1)", "stat.S_ISDIR(2**70)", "stat.S_ISDIR(True)", "stat.S_ISDIR()", "stat.S_ISREG(mode=1)", "stat.filemode('x')",
    "stat.filemode(2**32)", "stat.S_IMODE(2**32 - 1)", "stat.S_IFMT(-1)", "stat.S_ISDIR", "stat.filemode(os.stat('/').st_mode)[0]",
    "stat.S_ISCHR(os.stat('/dev/null').st_mode)", "os.stat('/')[stat.ST_MODE] == os.stat('/').st_mode",
):
    show(code)
from stat import *

print(S_ISREG(os.stat(__file__).st_mode))
