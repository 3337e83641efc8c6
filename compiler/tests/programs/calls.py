def calls(f, o, args, kw):
    f()
    f(1, x=2)
    o.m(1)(2)
    o.m(1, key=2)
    f(*args)
    f(1, *args, 2, a=3, **kw, b=4)
    return o.a.b(f(1), o.c[0])
