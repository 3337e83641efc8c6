class Meta(type):
    def __call__(cls): raise ValueError("meta")
class K(metaclass=Meta): pass
K()
