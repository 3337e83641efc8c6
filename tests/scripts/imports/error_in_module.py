import _raises_later
print("loaded")
_raises_later.divide(1, 0)
