def check(value):
    if value < 0:
        raise ValueError(
            "negative: " + str(value)
        )


check(1)
check(-1)
