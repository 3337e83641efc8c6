"""Objects that point to objects: a linked list and a binary heap by hand."""


class Node:
    __slots__ = ("value", "next")

    def __init__(self, value, next):
        self.value = value
        self.next = next


def build(count):
    head = None
    for value in range(count):
        head = Node(value, head)
    return head


def reverse(head):
    previous = None
    while head is not None:
        head.next, previous, head = previous, head, head.next
    return previous


def total(head):
    result = 0
    while head is not None:
        result += head.value
        head = head.next
    return result


class Heap:
    def __init__(self):
        self.items = []

    def push(self, item):
        items = self.items
        items.append(item)
        child = len(items) - 1
        while child > 0:
            parent = (child - 1) // 2
            if items[parent] <= items[child]:
                break
            items[parent], items[child] = items[child], items[parent]
            child = parent

    def pop(self):
        items = self.items
        last = items.pop()
        if not items:
            return last
        top = items[0]
        items[0] = last
        parent = 0
        size = len(items)
        while True:
            child = 2 * parent + 1
            if child >= size:
                return top
            if child + 1 < size and items[child + 1] < items[child]:
                child += 1
            if items[parent] <= items[child]:
                return top
            items[parent], items[child] = items[child], items[parent]
            parent = child


def main():
    head = build(250_000)
    for _ in range(5):
        head = reverse(head)
    print(total(head), head.value)
    heap = Heap()
    value = 1
    for _ in range(30_000):
        value = value * 16807 % 2147483647
        heap.push(value % 100_000)
    ordered = []
    while heap.items:
        ordered.append(heap.pop())
    print(ordered == sorted(ordered), ordered[0], ordered[-1])


if __name__ == "__main__":
    main()
