import sys

deep = []
for _ in range(100_000):
    deep = [deep]
other = []
for _ in range(100_000):
    other = [other]
for what in (lambda: repr(deep), lambda: deep == other, lambda: str({"k": deep}), lambda: f"{deep}", lambda: sorted([deep, other])):
    try:
        what()
        print("fine")
    except RecursionError:
        print("RecursionError")


class Chain:
    def __init__(self, next):
        self.next = next

    def __eq__(self, other):
        return self.next == other.next

    def __repr__(self):
        return f"Chain({self.next!r})"

    def __iter__(self):
        yield from self.next


a = b = None
for _ in range(50_000):
    a, b = Chain(a), Chain(b)
for what in (lambda: a == b, lambda: repr(a), lambda: list(a)):
    try:
        what()
        print("fine")
    except RecursionError:
        print("RecursionError")
del deep, other, a, b
print("freed")
