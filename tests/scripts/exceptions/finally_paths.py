def returns():
    try:
        return "try"
    finally:
        print("finally runs")


def overrides(flag):
    for i in [1]:
        try:
            return "try"
        finally:
            if flag:
                break
    return "after loop"


def with_break():
    for i in range(3):
        try:
            if i == 1:
                break
        finally:
            print("finally", i)
    return i


def with_continue():
    out = []
    for i in range(3):
        try:
            if i == 1:
                continue
            out.append(i)
        finally:
            out.append("f")
    return out


def nested():
    try:
        try:
            return "inner"
        finally:
            print("inner finally")
    finally:
        print("outer finally")


def raising():
    try:
        raise ValueError("lost?")
    finally:
        print("finally before propagation")


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def mutable_kept():
    x = []
    try:
        return x
    finally:
        x.append("added in finally")


def except_return():
    try:
        1 / 0
    except ZeroDivisionError:
        return "from except"
    finally:
        print("cleanup")


def else_return():
    try:
        pass
    except ValueError:
        return "no"
    else:
        return "from else"
    finally:
        print("else cleanup")


def loop_in_finally():
    try:
        pass
    finally:
        for i in range(5):
            if i == 2:
                break
    return i


def while_true():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                continue
            return n
        finally:
            print("n", n)


def reraise():
    try:
        try:
            raise KeyError("k")
        except KeyError:
            print("caught, raising again")
            raise
        finally:
            print("finally after raise")
    except KeyError as e:
        return repr(e)


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator finally")


print(returns())
print(overrides(False), overrides(True))
print(with_break(), with_continue())
print(nested())
try:
    raising()
except ValueError as e:
    print("propagated", e)
print(value_kept(), mutable_kept(), except_return(), else_return(), loop_in_finally(), while_true(), reraise())
for x in generator():
    print(x)
    break
print("after generator")
for x in generator():
    print(x)


def deep(n):
    try:
        if n == 0:
            raise ValueError("deep")
        deep(n - 1)
    finally:
        print("unwind", n)


try:
    deep(3)
except ValueError as e:
    print(e)
