import sys
from collections import OrderedDict, ChainMap, UserDict
class Log(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"): print("set", k, v)
        super().__setitem__(k, v)
    def __getitem__(self, k):
        print("get", k)
        return super().__getitem__(k)
    def __delitem__(self, k):
        print("del", k)
        super().__delitem__(k)
    def __missing__(self, k):
        raise KeyError(k)
exec("x = 1\ny = x + 1\ndel x\nprint(len([y]))", {}, Log())
cm = ChainMap({}, {"base": 10})
exec("local = base * 2", {}, cm)
print(cm.maps, eval("base + local", {}, cm))
ud = UserDict(a=1)
exec("b = a + 1", {}, ud)
print(ud, eval("sorted(dir())", {}, ud), eval("locals()", {}, ud) is ud)
for bad in (3, None, [], object()):
    try:
        exec("q = 1", {}, bad)
        print("fine", bad)
    except TypeError as e:
        print("TypeError:", e)
class AutoEnum(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        class Space(dict):
            def __missing__(self, key):
                if key.startswith("__") or key in ("print", "property"): raise KeyError(key)
                value = self[key] = len([k for k in self if not k.startswith("_")])
                return value
        return Space()
    def __new__(mcls, name, bases, ns):
        cls = super().__new__(mcls, name, bases, dict(ns))
        cls._members = {k: v for k, v in ns.items() if isinstance(v, int)}
        return cls
class Colour(metaclass=AutoEnum):
    RED
    GREEN
    BLUE
    def show(self): return self.RED
print(Colour._members, Colour.GREEN, Colour().show())
class Overload(type):
    @classmethod
    def __prepare__(m, n, b):
        class Multi(dict):
            def __setitem__(self, k, v):
                if callable(v) and k in self and not k.startswith("__"):
                    v = self[k] + (v,) if isinstance(self[k], tuple) else (self[k], v)
                super().__setitem__(k, v)
        return Multi()
class Many(metaclass=Overload):
    def f(self): return 1
    def f(self, x): return 2
    def f(self, x, y): return 3
print(len(Many.f), Many.f[2](None, 1, 2))
class BadPrepare(type):
    @classmethod
    def __prepare__(m, n, b): return 3
try:
    class X(metaclass=BadPrepare): pass
except TypeError as e: print(e)
try:
    exec("nope", {}, Log())
except NameError as e: print(e)
try:
    exec("del nope", {}, Log())
except NameError as e: print(e)
class Failing(dict):
    def __getitem__(self, k): raise ValueError("getitem " + k)
try:
    exec("v", {}, Failing())
except ValueError as e: print(e)
exec("from os.path import *\nprint('join' in dir())", {}, Log()) if False else None
