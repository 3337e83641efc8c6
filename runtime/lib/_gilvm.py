"""The part of the module gilvm whose work has to be Python code."""

from time import thread_time


def busy(seconds, /):
    """Compute for that long, with check points: other threads get their turns.

    What counts is the CPU time of the calling thread, so the work is the same whoever computes beside it.
    """
    if not seconds >= 0:
        raise ValueError("length must be non-negative")
    end = thread_time() + seconds
    while thread_time() < end:
        n = 0
        while n < 500:
            n += 1
