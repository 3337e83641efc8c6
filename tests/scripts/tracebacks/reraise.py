def f():
    raise ValueError("original")


def g():
    try:
        f()
    except ValueError:
        print("seen")
        raise


g()
