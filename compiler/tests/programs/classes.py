class Point(Base, metaclass=Meta):
    """A point."""

    __slots__ = ("x",)
    x: int = 0

    def __init__(self, x, **kw):
        super().__init__(**kw)
        super().prepare(x)
        self.__hidden = x

    @property
    def norm(self):
        return __class__, [self.x * n for n in (1, 2)]


def local(base):
    class Inner(*base):
        base = base
        value = [base for _ in base]

    return Inner
