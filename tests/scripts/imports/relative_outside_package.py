try:
    from . import something
except ImportError as e:
    print(e)
try:
    from .mod import x
except ImportError as e:
    print(e)
