import sys


def f():
    try:
        sys.exit("from f")
    finally:
        print("cleanup")


f()
