m = __import__("math")
print(m.sqrt(9), m.__name__)
p = __import__("_package.sub")
print(p.__name__)
s = __import__("_package.sub", fromlist=["value"])
print(s.__name__, s.value)
try:
    __import__("nope")
except ModuleNotFoundError as e:
    print(e)
try:
    __import__("")
except ValueError as e:
    print(e)
try:
    __import__(5)
except TypeError as e:
    print(e)
