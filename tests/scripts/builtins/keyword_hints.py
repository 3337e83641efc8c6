# Keywords that built-in functions do not know: what is missing is told first, then what may have been meant.
import threading
import zlib

for code in (
    "threading.Lock().acquire(timout=3)", "b''.split(spe=1)", "zlib.compress(b'', levle=1)", "b''.decode(encodin='x')", "'a'.encode(erors='x')",
    "[].sort(rverse=1)", "sum([1], strt=1)", "round(1.5, ndigit=1)", "int.from_bytes(b'', byteordr='big')", "(1).to_bytes(lenght=1)",
    "str(b'', encodng='x')", "memoryview(objct=1)", "exec('1', golbals=1)", "print(1, ned='')", "zlib.compress(levle=1)",
    "b''.decode(entirely=1)",
):
    try:
        print(eval(code))
    except TypeError as error:
        print(code, "->", error)
