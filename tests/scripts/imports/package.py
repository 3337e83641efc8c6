import _package
print(_package.name, _package.__name__, _package.sub.value, _package.sub.__name__)
from _package import sub, helper
from _package.sub import value, up
from _package.inner import leaf
print(value, up(), helper(), leaf.path(), leaf.sibling())
import _package.inner.leaf as deep
print(deep is leaf, deep.__name__, deep.__package__, _package.__package__, sub.__package__)
print(sorted(n for n in dir(_package) if not n.startswith("__")))
