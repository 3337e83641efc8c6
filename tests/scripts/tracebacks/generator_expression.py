values = [3, 2, 1, 0]
print(sum(6 // v for v in values))
