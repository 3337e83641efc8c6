def g(x):
    return x


print(g(1) + g(2) + g("three") + g(4))
