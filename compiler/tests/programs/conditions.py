def choose(a, b, c):
    if a and (b or not c):
        return 1
    elif a is None or 0 <= b < 10:
        return 2
    elif a in (1, 2) or b == "x":
        pass
    else:
        return 3
    return 4 if a < b else 5 if b else 6


if __debug__:
    print("on")
if False:
    never()
assert choose(1, 2, 3) > 0, "message"
