name = "x"
print(f"value: {name!r} and {name.missing:>10}")
