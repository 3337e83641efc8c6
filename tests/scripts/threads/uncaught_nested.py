import threading


def inner(x):
    return 10 / x


def outer(x):
    try:
        inner(x)
    except ZeroDivisionError as e:
        raise RuntimeError("in a thread") from e


t = threading.Thread(target=outer, args=(0,))
t.start()
t.join()
