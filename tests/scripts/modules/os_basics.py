import os
import sys

print(isinstance(os.getpid(), int), os.getpid() == os.getpid(), os.cpu_count() >= 1, os.name, os.sep, repr(os.linesep), os.curdir, os.pathsep)
print(os.environ.get("SURELY_NOT_SET_ANYWHERE"), os.environ.get("SURELY_NOT_SET_ANYWHERE", "default"), "PATH" in os.environ, os.getenv("SURELY_NOT_SET_ANYWHERE"), os.getenv("SURELY_NOT_SET_ANYWHERE", 5))
try:
    os.environ["SURELY_NOT_SET_ANYWHERE"]
except KeyError as e:
    print(repr(e))
os.environ["SET_BY_THE_TEST"] = "value"
print(os.environ["SET_BY_THE_TEST"], os.getenv("SET_BY_THE_TEST"))
del os.environ["SET_BY_THE_TEST"]
print("SET_BY_THE_TEST" in os.environ)
try:
    os.environ["X"] = 5
except TypeError as e:
    print(e)
print(len(os.urandom(8)), type(os.urandom(1)).__name__, os.urandom(8) != os.urandom(8), os.urandom(0))
print(os.getcwd().endswith("scripts"), os.path.basename(os.getcwd()), isinstance(os.getppid(), int))
try:
    os.urandom(-1)
except ValueError as e:
    print(e)
try:
    os.nope
except AttributeError as e:
    print(e)
print(os.path is sys.modules["os.path"] if "os.path" in sys.modules else True, os.__name__)
