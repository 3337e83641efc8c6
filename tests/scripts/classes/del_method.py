class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = Noisy("a")
a = None
print("after a")
b = Noisy("b")
c = b
del b
print("b still referenced")
del c
print("after c")


def scope():
    local = Noisy("local")
    print("in scope")


scope()
print("after scope")
items = [Noisy("x"), Noisy("y")]
items.pop()
print("popped")
items.clear()
print("cleared")
d = {"k": Noisy("in dict")}
d["k"] = 1
print("replaced")
Noisy("temporary")
print("after the temporary")


class Resurrect:
    saved = []

    def __del__(self):
        Resurrect.saved.append(self)


r = Resurrect()
del r
print(len(Resurrect.saved))
