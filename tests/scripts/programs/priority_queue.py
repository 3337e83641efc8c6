class Heap:
    def __init__(self, items=(), key=lambda x: x):
        self.key = key
        self.items = list(items)
        for i in reversed(range(len(self.items) // 2)):
            self._down(i)

    def push(self, item):
        self.items.append(item)
        i = len(self.items) - 1
        while i and self._less(i, (i - 1) // 2):
            parent = (i - 1) // 2
            self._swap(i, parent)
            i = parent

    def pop(self):
        if not self.items:
            raise IndexError("pop from an empty heap")
        self._swap(0, -1)
        item = self.items.pop()
        self._down(0)
        return item

    def _down(self, i):
        n = len(self.items)
        while True:
            best = i
            for child in (2 * i + 1, 2 * i + 2):
                if child < n and self._less(child, best):
                    best = child
            if best == i:
                return
            self._swap(i, best)
            i = best

    def _less(self, i, j):
        return self.key(self.items[i]) < self.key(self.items[j])

    def _swap(self, i, j):
        self.items[i], self.items[j] = self.items[j], self.items[i]

    def __bool__(self):
        return bool(self.items)

    def __len__(self):
        return len(self.items)

    def drain(self):
        while self:
            yield self.pop()


print(list(Heap([5, 3, 8, 1, 9, 2]).drain()), list(Heap("heap sort").drain()))
h = Heap(key=lambda t: (t[0], t[1]))
for t in [(2, "write"), (1, "plan"), (3, "test"), (1, "ask")]:
    h.push(t)
print([h.pop() for _ in range(len(h))], len(h), bool(h))
try:
    h.pop()
except IndexError as e:
    print(e)
data = [(i * 7919) % 997 for i in range(300)]
print(list(Heap(data).drain()) == sorted(data), list(Heap(data, key=lambda x: -x).drain())[:3])
