def fstrings(x, width):
    return f"{x}" + f"a{x!r:>{width}}b{x=}{{}}" f" {x:%Y}" + "%s of %r%%" % (x, width)
