def load():
    return int("twelve")


try:
    load()
except ValueError as error:
    raise RuntimeError("bad configuration") from error
