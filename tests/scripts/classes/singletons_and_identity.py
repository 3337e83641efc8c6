a = []
b = []
print(a is b, a is a, None is None, True is True, id(a) == id(a), id(a) != id(b))
x = y = [1]
print(x is y, x is not y, x == y)


class C:
    def m(self):
        pass


c = C()
print(c.m is c.m, c.m == c.m, C.m is C.m, c.m.__func__ is C.m, type(c) is C, c.__class__ is type(c))
print(type(1) is int, type("") is str, type(None) is type(None), type(type) is type, type(print) is type(len), type(C) is type)
s = "abc"
t = s
print(s is t)
e = Exception
print(e is Exception, NotImplemented is NotImplemented, ... is Ellipsis)
print(isinstance(None, type(None)), None == 0, None == False, [] == 0, bool(None))
nothing = None
for f in (lambda: None + 1, lambda: None.x, lambda: nothing[0], lambda: nothing(), lambda: len(None), lambda: [*None]):
    try:
        f()
    except (TypeError, AttributeError) as err:
        print(err)
try:
    None.x = 1
except AttributeError as err:
    print(err)
print(hash(None) == hash(None), {None: 1}[None], str(None), repr(NotImplemented), repr(...))
print(object() == object(), isinstance(object, type), issubclass(type, object), object.__bases__, type.__bases__)
