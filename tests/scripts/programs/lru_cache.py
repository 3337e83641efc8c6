class Link:
    __slots__ = "prev", "next", "key", "value"

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.prev = self.next = self


class LRU:
    def __init__(self, size):
        self.size = size
        self.table = {}
        self.root = Link()
        self.hits = self.misses = 0

    def _unlink(self, link):
        link.prev.next, link.next.prev = link.next, link.prev

    def _front(self, link):
        first = self.root.next
        link.prev, link.next = self.root, first
        first.prev = self.root.next = link

    def __getitem__(self, key):
        try:
            link = self.table[key]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        self._unlink(link)
        self._front(link)
        return link.value

    def __setitem__(self, key, value):
        if key in self.table:
            link = self.table[key]
            link.value = value
            self._unlink(link)
        else:
            if len(self.table) >= self.size:
                oldest = self.root.prev
                self._unlink(oldest)
                del self.table[oldest.key]
            link = self.table[key] = Link(key, value)
        self._front(link)

    def __len__(self):
        return len(self.table)

    def __contains__(self, key):
        return key in self.table

    def __iter__(self):
        link = self.root.next
        while link is not self.root:
            yield link.key
            link = link.next


def cached(size):
    def decorate(f):
        cache = LRU(size)

        def wrapper(*args):
            try:
                return cache[args]
            except KeyError:
                cache[args] = result = f(*args)
                return result
        wrapper.cache = cache
        return wrapper
    return decorate


c = LRU(3)
for k in "abcd":
    c[k] = k.upper()
print(list(c), "a" in c, c["b"], list(c), len(c))
c["c"] = "new"
print(list(c), c["c"])
try:
    c["zzz"]
except KeyError as e:
    print("missing", e)


@cached(50)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache.hits, fib.cache.misses, len(fib.cache))
