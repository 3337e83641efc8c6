from . import other

print("sub init", __name__)
value = 7


def up():
    return other.tell()
