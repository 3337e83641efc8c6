# Operator precedence, from loosest to tightest, with effects shown by order of evaluation.
def show(name, value):
    print(name, end=" ")
    return value


print(show("a", 1) + show("b", 2) * show("c", 3) ** show("d", 2))
print(-show("a", 2) ** show("b", 2))
print(2 ** 3 ** 2, (2 ** 3) ** 2, -3 ** 2, 2 ** -1)
print(not 1 == 2, not (1 == 2) and True)
print(1 if 0 else 2 if 0 else 3)
print(1 or 0 and 0, (1 or 0) and 0)
print(1 | 2 ^ 3 & 4 << 1 + 1)
print(5 - 3 - 1, 2 * 3 % 4, 100 // 7 // 2, 7 // 2 * 2)
print(1 + 1 << 2, 1 << 2 + 1, 6 & 3 == 3)
print(lambda: 1 if True else 2) if False else print("skipped")
print([1, 2, 3][1] ** 2, (lambda x: x * 2)(4) + 1)
print(5 > 3 == True, (5 > 3) == True, 5 > (3 == True))
print("a" "b" * 2, ("a" "b") * 2)
print(~1 ** 2, (~1) ** 2, -2 // 3, -(2 // 3))
x = 3
print(x if x > 2 else -x, (x, 1)[x > 2])
