saved = None


def f():
    raise ValueError("kept for later")


try:
    f()
except ValueError as e:
    saved = e


def later():
    raise saved


later()
