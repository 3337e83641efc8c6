# What threading.excepthook takes, and where it writes.
import io
import sys
import threading


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: threading.excepthook(5))
attempt(lambda: threading.excepthook((ValueError, ValueError("x"), None, None)))
attempt(lambda: threading.ExceptHookArgs((1, 2)))
named = threading.Thread(name="somebody")
sys.stderr = io.StringIO()
threading.excepthook(threading.ExceptHookArgs((ValueError, ValueError("v"), None, named)))
threading.excepthook(threading.ExceptHookArgs((ValueError, None, None, named)))
threading.excepthook(threading.ExceptHookArgs((SystemExit, SystemExit(3), None, named)))
text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
print(text, end="")
