"""Shapes for the import tests."""

print("shapes is loaded as", __name__)


def area(width, height):
    return width * height


class Square:
    def __init__(self, side):
        self.side = side


_private = "not for star"
public = "for star"
