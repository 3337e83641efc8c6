"""A reference to an object that stands where another died before its callbacks ran."""
import weakref


class Item:
    pass


calls = []
kept = []


class Last:
    def __del__(self):
        # Inside a finalizer the deaths of other objects wait until it has ended.
        item = Item()
        reference = weakref.ref(item, lambda r: calls.append("first"))
        reference = None
        item = None
        item = Item()
        kept.append(item)
        kept.append(weakref.ref(item, lambda r: calls.append("second")))


last = Last()
last = None
for _ in range(3):
    pass
item = kept.pop(0)
print(calls, kept[0]() is item)
item = None
for _ in range(3):
    pass
print(calls, kept[0]())
