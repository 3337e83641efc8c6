import itertools as m

L = list
print(L(m.islice(m.count(3), 5)), L(m.islice(range(10), 2, None, 3)), L(m.islice([1, 2, 3], None)), m.count(2), m.repeat(2, 3), L(m.repeat(2, 3)))
print(L(m.islice(m.cycle("ab"), 5)), L(m.accumulate([1, 2, 3])), L(m.accumulate([1, 2, 3], max, initial=2)), L(m.accumulate([])))
print(L(m.chain("ab", "c")), L(m.chain.from_iterable(["ab", "c"])), L(m.compress("abc", [1, 0, 1])))
print(L(m.dropwhile(lambda x: x < 2, [1, 2, 1])), L(m.takewhile(lambda x: x < 2, [1, 2, 1])), L(m.filterfalse(None, [0, 1])))
print(L(m.starmap(pow, [(2, 3)])), L(m.pairwise("abc")), L(m.batched("abcde", 2)), L(m.zip_longest("ab", "c", fillvalue="-")))
print(L(m.product("ab", repeat=2)), L(m.product()), L(m.permutations("abc", 2)), L(m.permutations([])))
print(L(m.combinations("abcd", 2)), L(m.combinations("ab", 0)), L(m.combinations_with_replacement("abc", 2)), L(m.permutations("ab", 3)))
print([(k, L(g)) for k, g in m.groupby("aabbca")], [k for k, g in m.groupby("aabbca")], [(k, next(g)) for k, g in m.groupby([1, 1, 2, 3, 3], key=lambda x: x % 2)])
print([L(x) for x in m.tee("abc", 3)])
it = iter(range(6))
print(L(m.islice(it, 1, 4, 2)), L(it))
for f in (lambda: m.islice("abc", -1), lambda: m.batched("ab", 0), lambda: m.product("a", repeat=-1), lambda: m.combinations("a", -1)):
    try:
        print(f())
    except ValueError as e:
        print(e)
counter = m.count()
print(next(counter), next(counter), next(counter))
