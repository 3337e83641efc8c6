def outer():
    count = 0
    def inner():
        return coutn
    return inner()
outer()
