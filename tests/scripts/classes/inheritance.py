class Animal:
    sound = "..."

    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} says {self.sound}"

    def describe(self):
        return "I am " + self.speak()


class Dog(Animal):
    sound = "woof"


class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def speak(self):
        return super().speak() + "!" * self.age


class Cat(Animal):
    def speak(self):
        return Animal.speak(self).upper()


for a in (Animal("a"), Dog("d"), Puppy("p", 2), Cat("c")):
    print(a.speak(), "|", a.describe(), isinstance(a, Dog), isinstance(a, Animal), type(a).__mro__[:-1])
print(issubclass(Puppy, Animal), issubclass(Animal, Puppy), issubclass(Dog, (int, Animal)), isinstance(5, (str, int)), issubclass(bool, int), isinstance(True, int), type(True) is int)
print(Puppy.__bases__, Puppy.__base__, Animal.__subclasses__(), Puppy.mro() == list(Puppy.__mro__))


class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()


print(D().who(), [c.__name__ for c in D.__mro__], super(B, D()).who(), super(D, D()).who(), B.who(D()))
try:
    class X(A, B):
        pass
except TypeError as e:
    print(e)
try:
    class Y(B, B):
        pass
except TypeError as e:
    print(e)
try:
    class Z(5):
        pass
except TypeError as e:
    print(e)
try:
    class W(bool):
        pass
except TypeError as e:
    print(e)
try:
    class V(type(None)):
        pass
except TypeError as e:
    print(e)
try:
    class U(int, str):
        pass
except TypeError as e:
    print(e)


class Base:
    registry = []

    def __init__(self, **kwargs):
        self.seen = ["Base"]
        assert not kwargs


class Left(Base):
    def __init__(self, left=0, **kwargs):
        super().__init__(**kwargs)
        self.seen.append(f"Left{left}")


class Right(Base):
    def __init__(self, right=0, **kwargs):
        super().__init__(**kwargs)
        self.seen.append(f"Right{right}")


class Both(Left, Right):
    pass


print(Both(left=1, right=2).seen)
Animal.legs = 4
print(Puppy("q", 1).legs)
Dog.speak = lambda self: "replaced"
print(Puppy("q", 1).speak())
A.new = classmethod(lambda cls: cls.__name__)
print(D.new(), D().new())
