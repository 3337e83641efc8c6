try:
    raise ValueError("bad", 42)
except ValueError as e:
    print(e, e.args, repr(e), str(e), type(e).__name__)
try:
    raise KeyError("k")
except LookupError as e:
    print(e, repr(e), str(e))
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e) == "", e.args)
for cls in (ZeroDivisionError, IndexError, KeyError, TypeError, NameError, AttributeError, StopIteration):
    try:
        raise cls("msg")
    except (ArithmeticError, LookupError) as e:
        print("first", type(e).__name__, e)
    except TypeError:
        print("second")
    except Exception as e:
        print("third", type(e).__name__, e)
    else:
        print("never")
    finally:
        print("finally")
try:
    x = 1
except ValueError:
    print("no")
else:
    print("else")
finally:
    print("finally")
try:
    try:
        1 / 0
    except ValueError:
        print("wrong handler")
    finally:
        print("inner finally")
except ZeroDivisionError as e:
    print("outer", e)
try:
    1 / 0
except:
    print("bare except")
try:
    raise "a string"
except TypeError as e:
    print(e)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    raise None
except TypeError as e:
    print(e)
try:
    raise int
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("v")
    except 5:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("v")
    except (ValueError, "x"):
        print("matched before the bad one")
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("v")
    except (KeyError, "x"):
        pass
except TypeError as e:
    print(e)
print(Exception(), Exception("a"), Exception("a", "b"), repr(Exception("a", 1)), repr(KeyError("k")), str(KeyError("k")), str(KeyError("a", "b")), str(KeyError()))
print(ValueError("x") == ValueError("x"), Exception("x").args == ("x",), isinstance(ValueError(), Exception), issubclass(KeyError, LookupError))
e = ValueError(1)
e.args = (2, 3)
e.extra = "attr"
print(e, e.args, e.extra)
kinds = {"a": ValueError, "b": (TypeError, KeyError)}
try:
    raise KeyError("dyn")
except kinds["b"] as err:
    print("dynamic", err)
try:
    print(err)
except NameError as e2:
    print(e2)
