items = []
print("first" if not items else "rest", items[0] if items is not None else None)
