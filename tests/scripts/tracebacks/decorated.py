def loud(f):
    def wrapper(*args):
        print("calling", f.__name__)
        return f(*args)
    return wrapper


@loud
def broken(x):
    return x[0]


broken(5)
