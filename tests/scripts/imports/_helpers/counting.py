value = 0


def increment():
    global value
    value += 1
    return value
