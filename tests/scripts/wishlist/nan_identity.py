# Two NaNs are two objects, and a list finds only the very one it holds.
nan = float("nan")
print([nan] == [nan], [nan] == [float("nan")], float("nan") in [nan])
