"""Futures, and pools of threads that make them come true."""

import _futures
import itertools
import os
import sys
import threading
import time
from collections import deque, namedtuple
from queue import Empty, SimpleQueue

__all__ = [
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "InvalidStateError",
    "BrokenExecutor", "Future", "Executor", "wait", "as_completed", "ThreadPoolExecutor",
]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_WORDS = {
    PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled", CANCELLED_AND_NOTIFIED: "cancelled",
    FINISHED: "finished",
}

TimeoutError = TimeoutError
_GenericAlias = type(list[int])


def __getattr__(name):
    if name in ("_base", "thread"):
        return __import__(f"{__name__}.{name}", fromlist=[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Error(Exception):
    """Base class for all future-related exceptions."""

    __module__ = "concurrent.futures._base"


class CancelledError(Error):
    """The Future was cancelled."""

    __module__ = "concurrent.futures._base"


class InvalidStateError(Error):
    """The operation is not allowed in this state."""

    __module__ = "concurrent.futures._base"


class BrokenExecutor(RuntimeError):
    """Raised when an executor has become non-functional after a severe failure."""

    __module__ = "concurrent.futures._base"


class BrokenThreadPool(BrokenExecutor):
    """Raised when a worker thread in a ThreadPoolExecutor failed initializing."""

    __module__ = "concurrent.futures.thread"


_futures._set_errors(CancelledError, TimeoutError)


def _log(level, message, failure=None):
    # Whoever set up logging gets it there; it prints the same if nobody did.
    if "logging" in sys.modules:
        getattr(sys.modules["logging"].getLogger("concurrent.futures"), level)(message, exc_info=failure)
    elif sys.stderr is not None:
        sys.stderr.write(message + "\n" + (sys._format_exception(failure) if failure is not None else ""))


def _copied(cls, lock, future):
    return cls.__new__(cls)._resemble(future)


class Future(_futures._Future):
    """The result of an asynchronous computation."""

    __module__ = "concurrent.futures._base"

    def __class_getitem__(cls, item):
        return _GenericAlias(cls, item)

    def __reduce_ex__(self, protocol):
        # A shallow copy is in the same state; a deep one fails at the lock, as where a future has a condition.
        return _copied, (self.__class__, threading.RLock(), self), self.__dict__

    def __repr__(self):
        if self._state == FINISHED:
            if self._exception is not None:
                outcome = f" raised {type(self._exception).__name__}"
            else:
                outcome = f" returned {type(self._result).__name__}"
        else:
            outcome = ""
        return f"<{self.__class__.__name__} at {id(self):#x} state={_WORDS[self._state]}{outcome}>"

    def cancel(self):
        """Cancel the future if possible; returns whether it was cancelled."""
        now = self._cancel()
        if now:
            self._call_back(self._take_callbacks())
        return now is not None

    def _call_back(self, callbacks):
        for callback in callbacks:
            try:
                callback(self)
            except Exception as failure:
                _log("error", f"exception calling callback for {self!r}", failure)

    def add_done_callback(self, fn):
        """Attach a callable that is called with the future when it finishes."""
        if not self._add_callback(fn):
            self._call_back([fn])

    def set_running_or_notify_cancel(self):
        """Mark the future as running; returns False if it was cancelled."""
        running = self._run()
        if running is None:
            _log("critical", f"Future {id(self)} in unexpected state: {self._state}")
            raise RuntimeError("Future in unexpected state")
        return running

    def set_result(self, result):
        """Sets the return value of work associated with the future."""
        callbacks = self._finish(result, None)
        if callbacks:
            self._call_back(callbacks)
        elif callbacks is None:
            raise InvalidStateError(f"{self._state}: {self!r}")

    def set_exception(self, exception):
        """Sets the result of the future as being the given exception."""
        callbacks = self._finish(None, exception)
        if callbacks:
            self._call_back(callbacks)
        elif callbacks is None:
            raise InvalidStateError(f"{self._state}: {self!r}")


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")
DoneAndNotDoneFutures.__module__ = "concurrent.futures._base"


def _check(fs):
    for future in fs:
        if not isinstance(future, Future):
            # Says so in CPython's words.
            future._condition


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures to complete; returns those that are done and those that are not."""
    fs = set(fs)
    _check(fs)
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED) and not all(f.done() for f in fs):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    end = None
    done_queue = SimpleQueue()
    notify = done_queue.put
    done = set()

    def enough():
        if len(done) == len(fs):
            return True
        if return_when == FIRST_COMPLETED:
            return bool(done)
        if return_when == FIRST_EXCEPTION:
            return any(not f.cancelled() and f._exception is not None for f in done)
        return False

    try:
        for future in fs:
            future.add_done_callback(notify)
        while True:
            # Everything that is done already belongs to the answer.
            try:
                while True:
                    done.add(done_queue.get_nowait())
            except Empty:
                pass
            if enough():
                break
            if timeout is not None and end is None:
                end = time.monotonic() + (timeout if timeout > 0 else 0)
            try:
                done.add(done_queue.get(timeout=None if end is None else max(0, end - time.monotonic())))
            except Empty:
                break
    finally:
        for future in fs - done:
            future._remove_callback(notify)
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    """Yield futures as they complete."""
    end = None if timeout is None else timeout + time.monotonic()
    fs = set(fs)
    _check(fs)
    total = len(fs)
    done_queue = SimpleQueue()
    notify = done_queue.put
    try:
        for future in fs:
            future.add_done_callback(notify)
        while fs:
            try:
                future = done_queue.get(timeout=None if end is None else max(0, end - time.monotonic()))
            except Empty:
                raise TimeoutError("%d (of %d) futures unfinished" % (len(fs), total)) from None
            fs.discard(future)
            # Whoever takes it may let go of it, and of its result.
            box = [future]
            del future
            yield box.pop()
    finally:
        for future in fs:
            future._remove_callback(notify)


class Executor:
    """What runs calls asynchronously."""

    __module__ = "concurrent.futures._base"

    def submit(self, fn, /, *args, **kwargs):
        """Schedule a call; returns its future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """As the built-in map(), with the calls made at once."""
        end = None if timeout is None else timeout + time.monotonic()
        fs = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                fs.reverse()
                while fs:
                    future = fs.pop()
                    if end is None:
                        yield future.result()
                    else:
                        yield future.result(end - time.monotonic())
            finally:
                for future in fs:
                    future.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Free the resources."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


_shutdown = False
_workers = {}
_shutdown_lock = threading.Lock()


def _python_exit():
    global _shutdown
    with _shutdown_lock:
        _shutdown = True
    items = list(_workers.items())
    for _, work_queue in items:
        work_queue.put(None)
    for thread, _ in items:
        if thread.is_alive():
            thread.join()


threading._register_atexit(_python_exit)


class ThreadPoolExecutor(Executor):
    """A pool of threads that run the calls given to it."""

    __module__ = "concurrent.futures.thread"
    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.process_cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = SimpleQueue()
        # One entry for each thread that waits for work; an append and a pop are one step each.
        self._idle = deque()
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._lock = threading.Lock()
        self._thread_name_prefix = thread_name_prefix or "ThreadPoolExecutor-%d" % self._counter()
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        """Schedule fn(*args, **kwargs); returns its future."""
        with self._lock, _shutdown_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = Future()
            self._work_queue.put((future, fn, args, kwargs))
            self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        # A thread that waits for work takes it; only otherwise is another one needed.
        if self._idle:
            try:
                self._idle.pop()
                return
            except IndexError:
                pass
        count = len(self._threads)
        if count < self._max_workers:
            name = "%s_%d" % (self._thread_name_prefix or self, count)
            thread = threading.Thread(name=name, target=self._work)
            # Known before it runs: a Ctrl-C in between must not leave a thread that nobody tells to end.
            self._threads.add(thread)
            _workers[thread] = self._work_queue
            try:
                thread.start()
            except RuntimeError:
                self._threads.discard(thread)
                _workers.pop(thread, None)
                raise

    def _work(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException as failure:
                _log("critical", "Exception in initializer:", failure)
                self._initializer_failed()
                return
        while True:
            try:
                item = self._work_queue.get_nowait()
            except Empty:
                self._idle.append(None)
                item = self._work_queue.get()
            if item is not None:
                _run(*item)
                # Let nothing of the call live on while this thread waits for the next one.
                del item
                continue
            if _shutdown or self._shutdown:
                self._shutdown = True
                # Pass the word on to the next thread.
                self._work_queue.put(None)
                return

    def _initializer_failed(self):
        with self._lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            while True:
                try:
                    item = self._work_queue.get_nowait()
                except Empty:
                    break
                if item is not None:
                    item[0].set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Accept no more calls, and wait for those that are pending."""
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        item = self._work_queue.get_nowait()
                    except Empty:
                        break
                    if item is not None:
                        item[0].cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                if thread.is_alive():
                    thread.join()
                _workers.pop(thread, None)


def _run(future, fn, args, kwargs):
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = fn(*args, **kwargs)
    except BaseException as failure:
        future.set_exception(failure)
    else:
        future.set_result(result)
