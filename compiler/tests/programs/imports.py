"""Module doc."""
from __future__ import annotations
import os
import os.path as path, xml.dom.minidom
from . import sibling
from ..package.module import a, b as c
from math import *

x: list[int] = []
y: "unset"


def f():
    import a.b.c as d
    from e import g
    return d, g
