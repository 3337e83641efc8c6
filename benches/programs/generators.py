"""Generators: pipelines, infinite sequences, delegation and send."""


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def keep_if(predicate, items):
    for item in items:
        if predicate(item):
            yield item


def take(count, items):
    for item in items:
        if count == 0:
            return
        count -= 1
        yield item


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Node(key)
            else:
                self.left.insert(key)
        elif self.right is None:
            self.right = Node(key)
        else:
            self.right.insert(key)

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def running_mean():
    total = 0
    count = 0
    mean = 0
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total // count


def main():
    odd_squares = (n * n for n in keep_if(lambda n: n % 2, naturals()))
    print(sum(take(400_000, odd_squares)))
    root = Node(5000)
    key = 1
    for _ in range(5_000):
        key = key * 7919 % 10007
        root.insert(key)
    total = 0
    for _ in range(6):
        for key in root:
            total += key
    print(total)
    mean = running_mean()
    next(mean)
    last = 0
    for i in range(500_000):
        last = mean.send(i)
    print(last)


if __name__ == "__main__":
    main()
