class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        print("subclass", cls.__name__, key)
        cls.registry[key or cls.__name__.lower()] = cls


class Csv(Plugin):
    pass


class Json(Plugin, key="js"):
    pass


class Deep(Json, key="deep"):
    pass


print(sorted(Plugin.registry), Plugin.registry["js"] is Json)
try:
    class Bad(Plugin, nope=1):
        pass
except TypeError as e:
    print(e)
try:
    class Worse(nope=1):
        pass
except TypeError as e:
    print(e)


class Getitem:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Getitem[int], Getitem["x", 1])


class Sized:
    def __init_subclass__(cls):
        cls.size = len([n for n in vars(cls) if not n.startswith("_")])


class Three(Sized):
    a = b = c = 1


print(Three.size)
try:
    Csv[0]
except TypeError as e:
    print(e)
