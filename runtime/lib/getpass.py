"""Passwords read without an echo, and the name of the user."""

import os
import sys
import warnings

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    pass


def getpass(prompt="Password: ", stream=None):
    """Prompt for a password. The terminal's echo cannot be turned off here, and a warning says so."""
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    stream = stream or sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    stream.write(prompt)
    stream.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def getuser():
    """The name of the user, from the environment, else from /etc/passwd."""
    for name in "LOGNAME", "USER", "LNAME", "USERNAME":
        if os.environ.get(name):
            return os.environ[name]
    number = str(os.getuid())
    with open("/etc/passwd", encoding="utf-8") as users:
        for line in users:
            fields = line.split(":")
            if len(fields) > 2 and fields[2] == number:
                return fields[0]
    raise OSError("No username set in the environment")
