"""A package for the import tests."""
print("package init", __name__)
from . import sub
from .sub import value as _value

name = "package " + str(_value)


def helper():
    return sub.value + 1
