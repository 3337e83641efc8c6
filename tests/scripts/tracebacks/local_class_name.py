def f():
    class Local(Exception):
        pass
    raise Local("made in a function")


f()
