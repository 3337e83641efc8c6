from .. import sub
from ..other import tell
from . import twig


def path():
    return __name__, sub.value


def sibling():
    return twig.LENGTH, tell()
