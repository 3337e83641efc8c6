class C:
    def __init__(self, a, b=1):
        pass

    def m(self, x):
        return x

    def none():
        pass

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls, x):
        return x


class Empty:
    pass


class Sub(C):
    def m(self):
        return super().m()


o = C(1)
calls = [
    "C()", "C(1, 2, 3)", "C(1, c=2)", "C(1, a=2)", "o.m()", "o.m(1, 2)", "o.m(y=1)", "o.none()", "C.m()", "C.m(o)", "C.m(o, 1)", "C.none()", "o.s()", "o.s(1, 2)", "C.s(5)", "C.c()", "C.c(1, 2)",
    "Empty(1)", "Empty(x=1)", "Empty(1, 2)", "Empty()()", "object(1)", "Sub(1).m()", "Empty.nope()", "Empty().nope", "C(1).m.nope", "o()",
]
for code in calls:
    try:
        print(code, "=", type(eval(code)).__name__)
    except (TypeError, AttributeError) as e:
        print(code, "->", type(e).__name__ + ":", e)
