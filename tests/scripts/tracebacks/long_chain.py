try:
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError("second") from e
    except ValueError:
        raise TypeError("third")
except TypeError as e:
    raise KeyError("fourth") from e
