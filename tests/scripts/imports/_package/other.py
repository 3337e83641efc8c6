def tell():
    return "told by " + __name__
