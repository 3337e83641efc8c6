print(1 < 2, 2 < 1, 1 <= 1, 1 >= 2, 1 == 1.0, 1 != 1)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 < 2 > 1, 1 == 1 == 1, 1 != 2 != 1)


def f(x):
    print("f", x)
    return x


print(f(1) < f(2) < f(3))
print(f(3) < f(2) < f(1))
print(f(1) == f(1) in [f(True)])
print("a" < "b" < "c", "abc" < "abd", "Z" < "a", "" < "a", "a" < "aa")
print([1, 2] < [1, 3], [1] < [1, 0], [] < [1], (1, "a") == (1, "a"), [1, 2] == (1, 2))
print({1: 2} == {1: 2}, {1: 2} == {1: 3}, {1, 2} == {2, 1}, {1} < {1, 2}, {1} <= {1}, {3} < {1, 2})
print(None == None, None is None, None != 0, None == False)
print("1" == 1, [] == False, () == [], "" == b"")
print(True == 1, False < True)
a = [1]
b = [1]
print(a is b, a is not b, a == b, a is a)
print(not 1, not 0, not [], not not "x")
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, 0 or [] or "", 1 and 2 and 3)
print(1 in [1], 4 not in [1], "b" in "abc", "" in "", "k" in {"k": 1}, 2 in (1, 2), 3 in range(5))
