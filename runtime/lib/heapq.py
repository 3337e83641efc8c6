"""Heaps: lists whose first element is the smallest."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def heappush(heap, item):
    """Push item onto heap, maintaining the heap invariant."""
    heap.append(item)
    _siftdown(heap, 0, len(heap) - 1)


def heappop(heap):
    """Pop the smallest item off the heap, maintaining the heap invariant."""
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    heap[0] = last
    _siftup(heap, 0)
    return first


def heapreplace(heap, item):
    """Pop and return the current smallest value, and add the new item."""
    first = heap[0]
    heap[0] = item
    _siftup(heap, 0)
    return first


def heappushpop(heap, item):
    """Push item on the heap, then pop and return the smallest."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _siftup(heap, 0)
    return item


def heapify(x):
    """Transform list into a heap, in-place, in O(len(x)) time."""
    for i in reversed(range(len(x) // 2)):
        _siftup(x, i)


def _siftdown(heap, start, at):
    item = heap[at]
    while at > start:
        parent_at = (at - 1) >> 1
        parent = heap[parent_at]
        if not item < parent:
            break
        heap[at] = parent
        at = parent_at
    heap[at] = item


def _siftup(heap, at):
    end = len(heap)
    start = at
    item = heap[at]
    # The smaller child moves up until a leaf is reached; the item then finds its place from below.
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _siftdown(heap, start, at)


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output."""
    rows = []
    for order, iterable in enumerate(iterables):
        source = iter(iterable)
        for value in source:
            rows.append([value if key is None else key(value), order, value, source])
            break
    while rows:
        best = rows[0]
        for row in rows[1:]:
            if (best[0] < row[0]) if reverse else (row[0] < best[0]):
                best = row
        yield best[2]
        for value in best[3]:
            best[0], best[2] = (value if key is None else key(value)), value
            break
        else:
            rows.remove(best)


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
