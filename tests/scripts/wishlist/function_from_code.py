def use():
    return value


value = "own globals"
g = type(use)(use.__code__, {"value": "other globals"})
print(g(), use())
