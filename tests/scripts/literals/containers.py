print([], [1], [1, 2, 3], [1, [2, [3]]])
print((), (1,), (1, 2), ((),), 1, (1))
print({}, {1: 2}, {'a': [1], 'b': {'c': ()}})
print({1}, set(), {1, 2, 3}, frozenset(), frozenset({1}))
print([1, 2, 3,], (1, 2,), {1: 1,}, {1,})
print([*range(3), *'ab'], (*range(2), 9), {*[1, 1, 2]}, {**{'x': 1}, 'y': 2, **{'x': 3}})
t = 1, 2, 3
print(t)
a = [1]
a.append(a)
print(a)
d = {}
d['self'] = d
print(d)
t = ([],)
t[0].append(t)
print(t)
