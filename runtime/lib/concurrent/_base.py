"""Where CPython keeps futures and executors in general."""

from concurrent.futures import *
from concurrent.futures import (
    CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED, PENDING, RUNNING, DoneAndNotDoneFutures, Error,
)
