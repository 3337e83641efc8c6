"""Where a program is: the stack of the calling thread, printed at once.

A script cannot crash gilvm, so there is no fault to handle; and one thread does not see the stacks of others, so
asking for all of them prints one's own and says so.
"""

import sys

__all__ = ["dump_traceback", "enable", "disable", "is_enabled"]

_enabled = False


def enable(file=None, all_threads=True):
    """Enable the fault handler; kept for is_enabled()."""
    global _enabled
    _enabled = True


def disable():
    """Disable the fault handler; returns whether it was enabled."""
    global _enabled
    was_enabled, _enabled = _enabled, False
    return was_enabled


def is_enabled():
    """Return what enable() and disable() set last."""
    return _enabled


def dump_traceback(file=None, all_threads=True):
    """Print the stack of the calling thread, innermost first."""
    file = sys.stderr if file is None else file
    out = ["Stack (most recent call first):\n"]
    frame = sys._getframe(1)
    while frame is not None:
        out.append(f'  File "{frame.f_code.co_filename}", line {frame.f_lineno} in {frame.f_code.co_name}\n')
        frame = frame.f_back
    if all_threads:
        import threading
        if threading.active_count() > 1:
            out.append(f"(gilvm shows no stacks of the other {threading.active_count() - 1} threads)\n")
    if isinstance(file, int):
        import os
        os.write(file, "".join(out).encode())
    else:
        file.write("".join(out))


def __getattr__(name):
    if name in ("dump_traceback_later", "cancel_dump_traceback_later", "register", "unregister"):
        raise AttributeError(f"gilvm has no faulthandler.{name}: a stack is printed by the thread it belongs to")
    raise AttributeError(f"module 'faulthandler' has no attribute '{name}'")
