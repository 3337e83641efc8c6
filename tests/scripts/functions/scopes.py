x = "global"


def read():
    return x


def write():
    global x
    x = "changed"


def local():
    x = "local"
    return x


def unbound():
    print(x)
    x = 1


print(read(), local(), read())
write()
print(read(), x)
try:
    unbound()
except UnboundLocalError as e:
    print(e)


def unbound_augmented():
    x += "!"


try:
    unbound_augmented()
except UnboundLocalError as e:
    print(e)


def conditional(flag):
    if flag:
        y = 1
    return y


print(conditional(True))
try:
    conditional(False)
except UnboundLocalError as e:
    print(e)


def make_global():
    global brand_new
    brand_new = 5


try:
    brand_new
except NameError as e:
    print(e)
make_global()
print(brand_new)


def delete_local():
    z = 1
    del z
    try:
        z
    except UnboundLocalError as e:
        print(e)


delete_local()
del brand_new
try:
    brand_new
except NameError as e:
    print(e)
try:
    del brand_new
except NameError as e:
    print(e)


def loop_variable():
    for i in range(3):
        pass
    return i


print(loop_variable())


def exception_variable():
    try:
        raise ValueError("v")
    except ValueError as err:
        pass
    try:
        err
    except UnboundLocalError as e:
        print(e)


exception_variable()


class Scope:
    x = "class"
    y = x + "!"

    def method(self):
        return x


print(Scope.x, Scope.y, Scope().method())


def shadow_builtin():
    len = lambda s: "mine"
    return len("abc")


print(shadow_builtin(), len("abc"))
sum = 5
print(sum)
del sum
print(sum([1, 2]))


def nested_global():
    x = "enclosing"

    def inner():
        global x
        return x

    return inner(), x


print(nested_global())
if True:
    block = "visible"
print(block, "x" in globals(), globals()["block"], sorted(k for k in globals() if k in ("read", "write")))


def show_locals(a, b=2):
    c = 3
    return sorted(locals().items())


print(show_locals(1))


class Meta:
    def f(self):
        return __class__.__name__


print(Meta().f())
