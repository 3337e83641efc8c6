"""shlex, locale and faulthandler as far as their answers do not depend on the machine."""

import faulthandler
import locale
import shlex
import sys

for text in ("a b c", "a 'b c' d", 'x "y \\"z\\" \\n" w', "a\\ b", "''", "a''b", "", "# not a comment", "tab\tnew\nline", "a=b;c", "é ü"):
    print(shlex.split(text), shlex.split(text, comments=True), shlex.quote(text))
for text in ('"open', "a\\", "'"):
    try:
        shlex.split(text)
    except ValueError as error:
        print(error)
print(shlex.join(["echo", "a b", "it's", ""]), shlex.split(shlex.join(["a b", "it's"])), shlex.split("say 'a b'", posix=False))

print(locale.setlocale(locale.LC_NUMERIC, "C"), locale.localeconv()["decimal_point"], locale.atof("1.5"), locale.atoi("7"), locale.str(0.1), locale.strcoll("a", "b") < 0,
      locale.format_string("%d %s", (1, "x")))
try:
    locale.setlocale(locale.LC_ALL, "xx_YY")
except locale.Error as error:
    print(error)

print(faulthandler.is_enabled(), faulthandler.enable(), faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())
