import sys

sys.setrecursionlimit(300)


class R:
    def __init__(self, *a):
        if a:
            R(*a)

    def __getattribute__(self, name):
        return self.x

    def __lt__(self, o):
        return sorted([self, o])

    def __hash__(self):
        return hash((self,))

    def __str__(self):
        return f"{self}"

    def __bool__(self):
        return not self

    def __contains__(self, x):
        return x in self

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *a):
        pass

    def __format__(self, spec):
        return format(self, spec)

    def __next__(self):
        return next(self)

    def __iter__(self):
        return self

    def __index__(self):
        return [1][self]

    def __int__(self):
        return int(self)

    def __setattr__(self, n, v):
        setattr(self, n, v)

    def __del_(self):
        pass


def enter():
    with R():
        pass


for name, f in {
    "init": lambda: R(1), "attribute": lambda: R().y, "sort": lambda: sorted([R(), R()]), "hash": lambda: {R()}, "str": lambda: str(R()),
    "bool": lambda: bool(R()), "contains": lambda: 1 in R(), "with": enter, "format": lambda: f"{R():5}", "next": lambda: list(R()), "index": lambda: [1][R()],
    "int": lambda: int(R()), "setattr": lambda: setattr(R(), "a", 1), "map": lambda: list(map(lambda x: f_map(), [1])), "key": lambda: sorted([1], key=lambda x: f_key()),
    "eval": lambda: f_eval(), "exec": lambda: f_exec(), "super": lambda: S().m(), "property": lambda: S().p, "descriptor": lambda: S().d, "class": lambda: f_class(), "generator": lambda: list(f_gen()),
    "comprehension": lambda: f_comp(), "kwargs": lambda: f_kw(a=1), "min": lambda: f_min(), "join": lambda: f_join(), "sum": lambda: sum(f_sum()), "reduce": lambda: f_add(),
}.items():
    def f_map(): return list(map(lambda x: f_map(), [1]))
    def f_key(): return sorted([1], key=lambda x: f_key())
    def f_eval(): return eval("f_eval()")
    def f_exec(): exec("f_exec()")
    def f_gen(): yield from f_gen()
    def f_comp(): return [f_comp() for _ in [1]]
    def f_kw(**k): return f_kw(**k)
    def f_min(): return min([1, 2], key=lambda x: f_min())
    def f_join(): return "".join(f_join() for _ in [1])
    def f_sum(): yield sum(f_sum())

    def f_class():
        class X:
            f_class()

    class Add:
        def __add__(self, o): return self + o
        def __radd__(self, o): return o + self

    def f_add(): return 1 + Add()

    class S:
        def m(self): return super().__getattribute__("m")()

        @property
        def p(self): return self.p

        class D:
            def __get__(self, o, t): return o.d

        d = D()

    try:
        f()
        print(name, "finished")
    except RecursionError:
        print(name, "RecursionError")
