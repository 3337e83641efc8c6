"""Signals: what the operating system interrupts a program with."""

import _signal
from _signal import (
    NSIG, alarm, default_int_handler, getitimer, pause, pthread_kill, raise_signal, set_wakeup_fd, siginterrupt,
)


class _Group(type):
    """The class of a set of numbered constants."""

    def __iter__(cls):
        return iter(cls._members)

    def __len__(cls):
        return len(cls._members)

    def __contains__(cls, value):
        return any(member == value for member in cls._members)

    def __getitem__(cls, name):
        return cls.__members__[name]

    def __repr__(cls):
        return f"<enum {cls.__name__!r}>"

    def __call__(cls, value):
        for member in cls._members:
            if member == value:
                return member
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")


class _Constant(int, metaclass=_Group):
    """A number with a name."""

    _members = ()
    __members__ = {}

    def __repr__(self):
        return f"<{type(self).__name__}.{self.name}: {int(self)}>"

    __str__ = int.__repr__

    def __format__(self, spec):
        return int.__format__(int(self), spec)

    @property
    def value(self):
        return int(self)

    def __hash__(self):
        return int.__hash__(self)

    def __reduce__(self):
        return type(self), (int(self),)


def _define(cls, names):
    members = []
    by_name = {}
    for name, value in names:
        known = next((member for member in members if member == value), None)
        if known is None:
            known = int.__new__(cls, value)
            known.name = known._name_ = name
            members.append(known)
        by_name[name] = known
        setattr(cls, name, known)
        globals()[name] = known
    cls._members = tuple(members)
    cls.__members__ = by_name


class Signals(_Constant):
    """The signals by name."""


class Handlers(_Constant):
    """What a signal may do besides calling a function."""


class Sigmasks(_Constant):
    """What is done to a signal mask."""


_define(Signals, [
    ("SIGHUP", 1), ("SIGINT", 2), ("SIGQUIT", 3), ("SIGILL", 4), ("SIGTRAP", 5), ("SIGABRT", 6), ("SIGIOT", 6),
    ("SIGBUS", 7), ("SIGFPE", 8), ("SIGKILL", 9), ("SIGUSR1", 10), ("SIGSEGV", 11), ("SIGUSR2", 12),
    ("SIGPIPE", 13), ("SIGALRM", 14), ("SIGTERM", 15), ("SIGSTKFLT", 16), ("SIGCHLD", 17), ("SIGCLD", 17),
    ("SIGCONT", 18), ("SIGSTOP", 19), ("SIGTSTP", 20), ("SIGTTIN", 21), ("SIGTTOU", 22), ("SIGURG", 23),
    ("SIGXCPU", 24), ("SIGXFSZ", 25), ("SIGVTALRM", 26), ("SIGPROF", 27), ("SIGWINCH", 28), ("SIGIO", 29),
    ("SIGPOLL", 29), ("SIGPWR", 30), ("SIGSYS", 31), ("SIGRTMIN", 34), ("SIGRTMAX", 64),
])
_define(Handlers, [("SIG_DFL", 0), ("SIG_IGN", 1)])
_define(Sigmasks, [("SIG_BLOCK", 0), ("SIG_UNBLOCK", 1), ("SIG_SETMASK", 2)])

ITIMER_REAL = 0
ITIMER_VIRTUAL = 1
ITIMER_PROF = 2


class itimer_error(OSError):
    pass


ItimerError = itimer_error


def setitimer(which, seconds, interval=0.0):
    """Set the given interval timer to fire after a delay; returns what it was set to."""
    try:
        return _signal.setitimer(which, seconds, interval)
    except OSError as failure:
        raise itimer_error(*failure.args) from None


def _named(value, cls):
    try:
        return cls(value)
    except (ValueError, TypeError):
        return value


def signal(signalnum, handler):
    """Set the action for the given signal; returns the previous one."""
    old = _signal.signal(signalnum, handler)
    return _named(old, Handlers)


def getsignal(signalnum):
    """Return the current action for the given signal."""
    return _named(_signal.getsignal(signalnum), Handlers)


def pthread_sigmask(how, mask):
    """Fetch and/or change the signal mask of the calling thread; returns the old one."""
    return {_named(number, Signals) for number in _signal.pthread_sigmask(how, mask)}


def sigpending():
    """Return the signals that were sent and are blocked."""
    return {_named(number, Signals) for number in _signal.sigpending()}


def sigwait(sigset):
    """Wait until one of the signals is sent, and take it; returns its number."""
    return _named(_signal.sigwait(sigset), Signals)


class struct_siginfo(tuple):
    """struct_siginfo: Result from sigwaitinfo or sigtimedwait.

    Who sent a signal from another process is not known here: si_pid and si_uid are 0 then.
    """

    n_fields = n_sequence_fields = 7
    n_unnamed_fields = 0
    __match_args__ = ("si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band")

    def __repr__(self):
        fields = (f"{name}={value!r}" for name, value in zip(self.__match_args__, self))
        return f"signal.struct_siginfo({', '.join(fields)})"


for _at, _name in enumerate(struct_siginfo.__match_args__):
    setattr(struct_siginfo, _name, property(lambda self, at=_at: self[at]))


def sigwaitinfo(sigset):
    """Wait until one of the signals is sent, and take it; returns what is known of it."""
    return struct_siginfo(_signal.sigwaitinfo(sigset, None))


def sigtimedwait(sigset, timeout):
    """As sigwaitinfo, but waits no longer than the timeout in seconds; then returns None."""
    if timeout is None:
        raise TypeError("'NoneType' object cannot be interpreted as an integer")
    info = _signal.sigwaitinfo(sigset, timeout)
    return None if info is None else struct_siginfo(info)


def valid_signals():
    """Return a set of all signals that the system knows."""
    return {_named(number, Signals) for number in [*range(1, 32), *range(34, 65)]}


_DESCRIPTIONS = {
    1: "Hangup", 2: "Interrupt", 3: "Quit", 4: "Illegal instruction", 5: "Trace/breakpoint trap", 6: "Aborted",
    7: "Bus error", 8: "Floating point exception", 9: "Killed", 10: "User defined signal 1",
    11: "Segmentation fault", 12: "User defined signal 2", 13: "Broken pipe", 14: "Alarm clock",
    15: "Terminated", 16: "Stack fault", 17: "Child exited", 18: "Continued", 19: "Stopped (signal)",
    20: "Stopped", 21: "Stopped (tty input)", 22: "Stopped (tty output)", 23: "Urgent I/O condition",
    24: "CPU time limit exceeded", 25: "File size limit exceeded", 26: "Virtual timer expired",
    27: "Profiling timer expired", 28: "Window changed", 29: "I/O possible", 30: "Power failure",
    31: "Bad system call",
}


def strsignal(signalnum):
    """Return the system description of the given signal."""
    number = int(signalnum)
    if not 1 <= number < NSIG:
        raise ValueError("signal number out of range")
    if number >= 34:
        return f"Real-time signal {number - 34}"
    return _DESCRIPTIONS.get(number)
