print(next(iter([1])), next(iter([]), "default"), next(iter("ab")), list(iter((1, 2))), list(iter({"k": 1})))
values = iter([1, 2, 0, 5])
print(list(iter(lambda: next(values), 0)), list(values))
try:
    next(iter([]))
except StopIteration as e:
    print(repr(e))
it = iter([1, 2, 3])
print(iter(it) is it, next(it), list(it), list(it))
for kind in ([], (), "", {}, set(), range(0), b"", {}.keys(), {}.values(), {}.items(), zip(), enumerate([]), map(str, []), reversed([])):
    print(type(iter(kind)).__name__, end=" ")
print()


class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * 10


print(list(Seq()), type(iter(Seq())).__name__)
l = [1, 2]
it = iter(l)
l.append(3)
print(list(it))
it = reversed([1, 2, 3])
print(next(it), list(it))
try:
    iter(5)
except TypeError as e:
    print(e)
try:
    next(5)
except TypeError as e:
    print(e)
try:
    iter(5, 1)
except TypeError as e:
    print(e)
d = {"a": 1}
it = iter(d.items())
print(next(it), next(it, None))
print([*iter([1])], sum(iter([1, 2])), it.__iter__() is it, [1].__iter__().__next__(), it.__class__.__name__)
