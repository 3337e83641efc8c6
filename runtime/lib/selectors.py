"""Waiting for several files, whichever way the system offers it: select, poll or epoll behind one interface."""

import math
import select
from collections import namedtuple

EVENT_READ = 1
EVENT_WRITE = 2

SelectorKey = namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])


def _fileobj_to_fd(fileobj):
    if isinstance(fileobj, int):
        fd = fileobj
    else:
        try:
            fd = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if fd < 0:
        raise ValueError(f"Invalid file descriptor: {fd}")
    return fd


class _SelectorMapping:
    """A selector's registrations by file object."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._fd_to_key)

    def get(self, fileobj, default=None):
        fd = self._selector._fileobj_lookup(fileobj)
        return self._selector._fd_to_key.get(fd, default)

    def __getitem__(self, fileobj):
        fd = self._selector._fileobj_lookup(fileobj)
        key = self._selector._fd_to_key.get(fd)
        if key is None:
            raise KeyError(f"{fileobj!r} is not registered")
        return key

    def __contains__(self, fileobj):
        return self.get(fileobj) is not None

    def __iter__(self):
        return iter(self._selector._fd_to_key)

    def keys(self):
        return self._selector._fd_to_key.keys()

    def values(self):
        return self._selector._fd_to_key.values()

    def items(self):
        return self._selector._fd_to_key.items()


class BaseSelector:
    """Files and the events they are watched for."""

    def __init__(self):
        self._fd_to_key = {}
        self._map = _SelectorMapping(self)

    def _fileobj_lookup(self, fileobj):
        try:
            return _fileobj_to_fd(fileobj)
        except ValueError:
            # A file that was closed meanwhile is still known by what it was.
            for key in self._fd_to_key.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def register(self, fileobj, events, data=None):
        """Watch a file for events."""
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        key = SelectorKey(fileobj, self._fileobj_lookup(fileobj), events, data)
        if key.fd in self._fd_to_key:
            raise KeyError(f"{fileobj!r} (FD {key.fd}) is already registered")
        self._add(key.fd, events)
        self._fd_to_key[key.fd] = key
        return key

    def unregister(self, fileobj):
        """Stop watching a file."""
        try:
            key = self._fd_to_key.pop(self._fileobj_lookup(fileobj))
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        self._drop(key.fd)
        return key

    def modify(self, fileobj, events, data=None):
        """Change the events a file is watched for, or the data kept with it."""
        try:
            key = self._fd_to_key[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        if events != key.events:
            self.unregister(fileobj)
            key = self.register(fileobj, events, data)
        elif data != key.data:
            key = key._replace(data=data)
            self._fd_to_key[key.fd] = key
        return key

    def close(self):
        """Forget all files."""
        self._fd_to_key.clear()
        self._map = None

    def get_key(self, fileobj):
        mapping = self.get_map()
        if mapping is None:
            raise RuntimeError("Selector is closed")
        try:
            return mapping[fileobj]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    def get_map(self):
        return self._map

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def _add(self, fd, events):
        raise NotImplementedError

    def _drop(self, fd):
        raise NotImplementedError

    def select(self, timeout=None):
        """Wait until a file is ready; returns (key, events) pairs."""
        raise NotImplementedError

    def _found(self, ready):
        found = []
        for fd, events in ready:
            key = self._fd_to_key.get(fd)
            if key is not None and events & key.events:
                found.append((key, events & key.events))
        return found


class SelectSelector(BaseSelector):
    """Over select.select."""

    def __init__(self):
        super().__init__()
        self._readers = {}
        self._writers = {}

    def _add(self, fd, events):
        if events & EVENT_READ:
            self._readers[fd] = None
        if events & EVENT_WRITE:
            self._writers[fd] = None

    def _drop(self, fd):
        self._readers.pop(fd, None)
        self._writers.pop(fd, None)

    def select(self, timeout=None):
        if timeout is not None:
            timeout = max(timeout, 0)
        try:
            reads, writes, _ = select.select(list(self._readers), list(self._writers), [], timeout)
        except InterruptedError:
            return []
        ready = dict.fromkeys(reads, EVENT_READ)
        for fd in writes:
            ready[fd] = ready.get(fd, 0) | EVENT_WRITE
        return self._found(ready.items())


class _PollLike(BaseSelector):
    _EVENT_READ = select.POLLIN
    _EVENT_WRITE = select.POLLOUT

    def __init__(self):
        super().__init__()
        self._selector = self._make()

    def _mask(self, events):
        return ((self._EVENT_READ if events & EVENT_READ else 0) |
                (self._EVENT_WRITE if events & EVENT_WRITE else 0))

    def _add(self, fd, events):
        self._selector.register(fd, self._mask(events))

    def _drop(self, fd):
        try:
            self._selector.unregister(fd)
        except (OSError, KeyError):
            # Closed before it was unregistered: the system forgot it by itself.
            pass

    def _ready(self, pairs):
        ready = []
        for fd, event in pairs:
            events = 0
            if event & ~self._EVENT_READ:
                events |= EVENT_WRITE
            if event & ~self._EVENT_WRITE:
                events |= EVENT_READ
            ready.append((fd, events))
        return self._found(ready)


class PollSelector(_PollLike):
    """Over select.poll."""

    _make = staticmethod(select.poll)

    def select(self, timeout=None):
        if timeout is not None:
            timeout = 0 if timeout <= 0 else math.ceil(timeout * 1e3)
        try:
            return self._ready(self._selector.poll(timeout))
        except InterruptedError:
            return []


class EpollSelector(_PollLike):
    """Over select.epoll."""

    _make = staticmethod(select.epoll)
    _EVENT_READ = select.EPOLLIN
    _EVENT_WRITE = select.EPOLLOUT

    def fileno(self):
        return self._selector.fileno()

    def select(self, timeout=None):
        if timeout is None:
            timeout = -1
        elif timeout <= 0:
            timeout = 0
        else:
            timeout = math.ceil(timeout * 1e3) * 1e-3
        try:
            return self._ready(self._selector.poll(timeout, max(len(self._fd_to_key), 1)))
        except InterruptedError:
            return []

    def close(self):
        self._selector.close()
        super().close()


DefaultSelector = EpollSelector
