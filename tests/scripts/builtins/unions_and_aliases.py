u = int | str
print(u, repr(u), type(u).__name__, u.__args__)
print(isinstance(1, u), isinstance("", u), isinstance(1.5, u), issubclass(bool, u), isinstance(None, int | None))
print(int | None, None | int, int | int, u == (str | int), hash(u) == hash(str | int))
print(int | str | float | str, (int | str) | list[int])
for f in (lambda: int | 1, lambda: 1 | int, lambda: "x" | int, lambda: isinstance(1, list[int]), lambda: issubclass(list, list[int])):
    try:
        print(f())
    except TypeError as e:
        print(e)
a = list[int]
print(a, a.__origin__, a.__args__, a() == [], a([1, 2]), dict[str, list[int]], tuple[int, ...], type[int], tuple[()])
print(a == list[int], a == list[str], len({list[int], list[int], set[str]}), a.append)


class Stack(list[int]):
    pass


print(Stack.__mro__, Stack.__orig_bases__, Stack([1]))


def annotated(x: int | None, *rest: list[str]) -> dict[str, int]:
    y: tuple[int, ...] = ()


print(annotated.__annotations__)
