import sys
import _helpers.counting as c
print("_helpers.counting" in sys.modules, "_helpers" in sys.modules, sys.modules["_helpers.counting"] is c)
c.value = 41
del sys.modules["_helpers.counting"]
import _helpers.counting as fresh
print(fresh is c, fresh.value, c.value)
sys.modules["made_up"] = c
import made_up
print(made_up.value)
print(sys.path[0].endswith("imports"), isinstance(sys.path, list))
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
