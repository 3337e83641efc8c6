def f(a, b, c):
    return a + (b
                / c) * a


data = {"key": [1, 2, 3]}
result = data["key"][0] + f(1, 2, data["key"][2] - 3)
