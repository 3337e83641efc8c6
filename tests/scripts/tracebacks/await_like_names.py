def first(items):
    for item in items:
        return item.name


first([object])
