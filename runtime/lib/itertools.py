"""Iterators for efficient looping."""

from _random import _index

_missing = object()


class count:
    """Values from start on, evenly spaced."""

    def __init__(self, start=0, step=1):
        if isinstance(start, (str, bytes)) or not hasattr(start, "__add__"):
            raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        # No check point lies between the two steps: threads that share a counter never get the same number twice.
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        step = "" if self._step == 1 else f", {self._step!r}"
        return f"count({self._next!r}{step})"


class repeat:
    """The same object over and over, or a number of times."""

    def __init__(self, object, times=None):
        self._object = object
        self._times = None if times is None else max(_index(times), 0)

    def __iter__(self):
        return self

    def __next__(self):
        if self._times is not None:
            if self._times == 0:
                raise StopIteration
            self._times -= 1
        return self._object

    def __length_hint__(self):
        if self._times is None:
            raise TypeError("len() of unsized object")
        return self._times

    def __repr__(self):
        times = "" if self._times is None else f", {self._times}"
        return f"repeat({self._object!r}{times})"


class cycle:
    """Elements of an iterable, over and over."""

    def __init__(self, iterable, /):
        self._source = iter(iterable)
        self._saved = []
        self._at = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self._source is not None:
            for item in self._source:
                self._saved.append(item)
                return item
            self._source = None
        if not self._saved:
            raise StopIteration
        item = self._saved[self._at]
        self._at = (self._at + 1) % len(self._saved)
        return item


class accumulate:
    """Accumulated sums, or results of another function of two arguments."""

    def __init__(self, iterable, func=None, *, initial=None):
        self._source = iter(iterable)
        self._func = func
        self._total = _missing
        self._initial = initial

    def __iter__(self):
        return self

    def __next__(self):
        if self._initial is not None:
            self._total, self._initial = self._initial, None
            return self._total
        item = next(self._source)
        if self._total is _missing:
            self._total = item
        elif self._func is None:
            self._total = self._total + item
        else:
            self._total = self._func(self._total, item)
        return self._total


class chain:
    """Elements of one iterable after another."""

    def __init__(self, *iterables):
        self._sources = iter(iterables)
        self._current = iter(())

    @classmethod
    def from_iterable(cls, iterable, /):
        """chain() of the iterables that an iterable gives."""
        self = cls()
        self._sources = iter(iterable)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            for item in self._current:
                return item
            self._current = iter(next(self._sources))


def compress(data, selectors):
    """Elements of data whose selector is true."""
    return (item for item, selected in zip(data, selectors) if selected)


def dropwhile(predicate, iterable, /):
    """Elements from the first for which the predicate is false on."""
    source = iter(iterable)

    def run():
        for item in source:
            if not predicate(item):
                yield item
                break
        yield from source
    return run()


def takewhile(predicate, iterable, /):
    """Elements up to the first for which the predicate is false."""
    source = iter(iterable)

    def run():
        for item in source:
            if not predicate(item):
                return
            yield item
    return run()


def filterfalse(predicate, iterable, /):
    """Elements for which the predicate is false."""
    source = iter(iterable)
    if predicate is None:
        predicate = bool
    return (item for item in source if not predicate(item))


def starmap(function, iterable, /):
    """function(*args) of each args."""
    source = iter(iterable)
    return (function(*args) for args in source)


def pairwise(iterable, /):
    """Overlapping pairs of neighbours."""
    source = iter(iterable)

    def run():
        for last in source:
            break
        else:
            return
        for item in source:
            yield last, item
            last = item
    return run()


def batched(iterable, n, *, strict=False):
    """Tuples of n elements; the last may be shorter."""
    if n < 1:
        raise ValueError("n must be at least one")
    source = iter(iterable)

    def run():
        while batch := tuple(islice(source, n)):
            if strict and len(batch) != n:
                raise ValueError("batched(): incomplete batch")
            yield batch
    return run()


class islice:
    """Elements at the places of a slice."""

    def __init__(self, iterable, *args):
        if not 1 <= len(args) <= 3:
            expected = "at least 2 arguments, got 1" if not args else f"at most 4 arguments, got {len(args) + 1}"
            raise TypeError(f"islice expected {expected}")
        start, stop, step = 0, None, 1
        if len(args) == 1:
            stop, = args
        else:
            start, stop = args[0] or 0, args[1]
            if len(args) == 3 and args[2] is not None:
                step = args[2]
        if stop is not None and not (isinstance(stop, int) and stop >= 0):
            raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        if not (isinstance(start, int) and start >= 0):
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        if not (isinstance(step, int) and step >= 1):
            raise ValueError("Step for islice() must be a positive integer or None.")
        self._source = iter(iterable)
        self._at = 0
        self._next = start
        self._stop = stop
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        if self._stop is not None and self._next >= self._stop:
            # What lies before the end is consumed, as for a slice of a list that is thrown away.
            while self._source is not None and self._at < self._stop:
                next(self._source)
                self._at += 1
            raise StopIteration
        while self._at < self._next:
            next(self._source)
            self._at += 1
        item = next(self._source)
        self._at += 1
        self._next += self._step
        return item


def zip_longest(*iterables, fillvalue=None):
    """As zip(), up to the longest iterable."""
    sources = [iter(it) for it in iterables]

    def run():
        active = len(sources)
        if not active:
            return
        while True:
            row = []
            for i, source in enumerate(sources):
                value = fillvalue
                if source is not None:
                    value = next(source, _missing)
                    if value is _missing:
                        active -= 1
                        if not active:
                            return
                        sources[i] = None
                        value = fillvalue
                row.append(value)
            yield tuple(row)
    return run()


def product(*iterables, repeat=1):
    """Cartesian product."""
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    pools = [tuple(pool) for pool in iterables] * repeat

    def run():
        if not all(pools):
            return
        indices = [0] * len(pools)
        while True:
            yield tuple(pool[i] for pool, i in zip(pools, indices))
            for place in range(len(pools) - 1, -1, -1):
                indices[place] += 1
                if indices[place] < len(pools[place]):
                    break
                indices[place] = 0
            else:
                return
    return run()


def permutations(iterable, r=None):
    """Arrangements of r elements, in the order of their positions."""
    pool = tuple(iterable)
    n = len(pool)
    r = n if r is None else r
    if r < 0:
        raise ValueError("r must be non-negative")

    def run():
        if r > n:
            return
        indices = list(range(n))
        cycles = list(range(n, n - r, -1))
        yield tuple(pool[i] for i in indices[:r])
        while n:
            for i in reversed(range(r)):
                cycles[i] -= 1
                if cycles[i] == 0:
                    indices[i:] = indices[i + 1:] + indices[i:i + 1]
                    cycles[i] = n - i
                else:
                    j = cycles[i]
                    indices[i], indices[-j] = indices[-j], indices[i]
                    yield tuple(pool[i] for i in indices[:r])
                    break
            else:
                return
    return run()


def combinations(iterable, r):
    """Choices of r elements, in the order of their positions."""
    pool = tuple(iterable)
    n = len(pool)
    if r < 0:
        raise ValueError("r must be non-negative")

    def run():
        if r > n:
            return
        indices = list(range(r))
        while True:
            yield tuple(pool[i] for i in indices)
            for i in reversed(range(r)):
                if indices[i] != i + n - r:
                    break
            else:
                return
            indices[i] += 1
            for j in range(i + 1, r):
                indices[j] = indices[j - 1] + 1
    return run()


def combinations_with_replacement(iterable, r):
    """Choices of r elements, each as often as one likes."""
    pool = tuple(iterable)
    n = len(pool)
    if r < 0:
        raise ValueError("r must be non-negative")

    def run():
        if not n and r:
            return
        indices = [0] * r
        while True:
            yield tuple(pool[i] for i in indices)
            for i in reversed(range(r)):
                if indices[i] != n - 1:
                    break
            else:
                return
            indices[i:] = [indices[i] + 1] * (r - i)
    return run()


class groupby:
    """Consecutive keys and groups of an iterable."""

    def __init__(self, iterable, key=None):
        self._source = iter(iterable)
        self._key = key
        self._wanted = self._current = _missing
        self._value = None
        self._group = None

    def __iter__(self):
        return self

    def _advance(self):
        self._value = next(self._source)
        self._current = self._value if self._key is None else self._key(self._value)

    def __next__(self):
        self._group = None
        while self._current is _missing or (self._wanted is not _missing and self._current == self._wanted):
            self._advance()
        self._wanted = self._current
        self._group = token = object()
        return self._current, self._members(self._current, token)

    def _members(self, key, token):
        while self._group is token and self._current == key:
            yield self._value
            try:
                self._advance()
            except StopIteration:
                self._current = _missing
                self._wanted = _missing
                self._source = iter(())
                return


def tee(iterable, n=2, /):
    """Independent iterators over one iterable."""
    if n < 0:
        raise ValueError("n must be >= 0")
    source = iter(iterable)
    # A linked list of what was read: [value, next], whose tail is filled by whoever comes first.
    head = [None, None]

    def run(link):
        while True:
            if link[1] is None:
                try:
                    value = next(source)
                except StopIteration:
                    return
                link[0] = value
                link[1] = [None, None]
            value, link = link
            yield value
    return tuple(run(head) for _ in range(n))
