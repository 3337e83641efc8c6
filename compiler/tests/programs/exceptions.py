def handlers(f):
    try:
        return f()
    except ValueError:
        f(1)
    except (KeyError, TypeError) as e:
        raise RuntimeError("x") from e
    else:
        f(2)
    finally:
        f(3)


def loops(xs):
    for x in xs:
        try:
            if x:
                continue
            break
        except:
            raise
        finally:
            done(x)
    try:
        return 1
    finally:
        return 2
