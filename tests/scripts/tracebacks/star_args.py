def total(*values):
    return sum(values)


numbers = (1, 2, "3")
print(total(*numbers))
