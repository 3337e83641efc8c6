class Base:
    def who(self):
        return "Base"


class Other:
    def who(self):
        return "Other"


class Derived(Base):
    pass


d = Derived()
print(d.who())
Derived.__bases__ = (Other,)
print(d.who(), isinstance(d, Base))
