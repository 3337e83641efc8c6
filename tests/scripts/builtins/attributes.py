class A:
    x = 1

    def m(self):
        return "m"


a = A()
print(getattr(a, "x"), getattr(a, "y", None), getattr(a, "m")(), hasattr(a, "x"), hasattr(a, "y"), hasattr(5, "real"))
setattr(a, "z", 3)
print(a.z, vars(a), a.__dict__ is vars(a))
delattr(a, "z")
print(vars(a), sorted(k for k in vars(A) if not k.startswith("__")), [n for n in dir(a) if not n.startswith("__")])
for code in ("getattr(a, 'nope')", "getattr(a, 5)", "delattr(a, 'x')", "setattr(5, 'x', 1)", "setattr(a, 5, 1)", "vars(5)", "hasattr(a, 5)", "a.nope", "A.nope", "delattr(a, 'nope')", "(5).x", "'s'.x", "[].x", "{}.x", "None.x", "len.x", "(lambda: 0).x", "int.x", "setattr(int, 'x', 1)", "setattr([], 'x', 1)", "setattr(A(), '__class__', 5)", "type(a).x.y", "object().x", "setattr(object(), 'x', 1)", "delattr('s', 'upper')"):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
b = A()
b.x = 10
print(a.x, b.x, A.x)
A.x = 5
print(a.x, b.x)
print(sorted(x for x in dir([]) if not x.startswith("_")))
print(sorted(x for x in dir({}) if not x.startswith("_")))
print(sorted(x for x in dir("") if not x.startswith("_")))
print(sorted(x for x in dir(set()) if not x.startswith("_")))
print(sorted(x for x in dir(1) if not x.startswith("_")))
print(sorted(x for x in dir(()) if not x.startswith("_")), sorted(x for x in dir(1.5) if not x.startswith("_")))
