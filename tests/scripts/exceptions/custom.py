class AppError(Exception):
    """Base of all errors here."""


class NotFound(AppError):
    def __init__(self, name, code=404):
        super().__init__(f"{name} not found")
        self.name = name
        self.code = code


class Silent(AppError):
    def __str__(self):
        return "silent str"


class NoInit(AppError):
    def __init__(self, a, b):
        self.a = a


class WithRepr(AppError):
    def __repr__(self):
        return "WithRepr!"


for make in (lambda: NotFound("page"), lambda: Silent(1, 2), lambda: NoInit(1, 2), lambda: WithRepr("x"), lambda: AppError()):
    try:
        raise make()
    except AppError as e:
        print(type(e).__name__, "|", e, "|", repr(e), "|", e.args)
try:
    raise NotFound("x", code=500)
except NotFound as e:
    print(e.name, e.code, AppError.__doc__)
try:
    raise NotFound
except TypeError as e:
    print(e)
try:
    raise Silent
except Silent as e:
    print(e)


class Multi(KeyError, AttributeError):
    pass


try:
    raise Multi("both")
except AttributeError as e:
    print("attr", e)
try:
    raise Multi("both")
except KeyError as e:
    print("key", e)


class Retry(Exception):
    def __init__(self, after):
        self.after = after


def flaky(n=[0]):
    n[0] += 1
    if n[0] < 3:
        raise Retry(n[0])
    return "done"


while True:
    try:
        print(flaky())
        break
    except Retry as r:
        print("retry after", r.after)


class Base(BaseException):
    pass


try:
    try:
        raise Base("not an Exception")
    except Exception:
        print("wrong")
except BaseException as e:
    print(type(e).__name__, e, isinstance(e, Exception))
try:
    class Bad(ValueError, KeyError, OSError):
        pass
    print(Bad.__mro__[1].__name__)
except TypeError as e:
    print(e)


class Eq(Exception):
    def __eq__(self, other):
        return True

    __hash__ = None


try:
    raise Eq()
except Eq as e:
    print(e == 5)
