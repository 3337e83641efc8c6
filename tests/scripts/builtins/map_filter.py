print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])))
print(list(filter(None, [0, 1, "", "a", None])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(str.isdigit, "a1b2")))
m = map(int, "123")
print(next(m), list(m), list(m), type(m).__name__, type(filter(None, [])).__name__)
print(list(map(max, [1, 5], [3, 2])), sum(map(len, ["a", "bb"])), sorted(map(abs, [-3, 1])), tuple(map(list, ["ab"])), list(map(print, [])))
lazy = map(lambda x: print("called", x) or x, [1, 2])
print("nothing yet")
print(next(lazy))
try:
    list(map(lambda x: 1 / x, [1, 0]))
except ZeroDivisionError as e:
    print(e)
print(list(map(lambda *a: a, "ab", [1, 2], (x for x in "zy"))), [*map(bool, [0, 1])], list(map(dict.get, [{"a": 1}], ["a"])))
print(list(filter(lambda p: p[1] % 2, enumerate([1, 2, 3]))), list(map(str.upper, "abc")), list(map([10, 20].__getitem__, [1, 0])))
for bad in ("map(5)", "list(map(5, [1]))", "filter(None)", "list(filter(5, [1]))", "map(len, 5)"):
    try:
        eval(bad)
    except TypeError as e:
        print(bad, e)
