# What goes wrong beside the results is logged, and formatted as the program asked for.
import io
import logging
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor

stream = io.StringIO()
logging.basicConfig(stream=stream, format="%(name)s %(levelname)s %(message)s")


def lines():
    text = stream.getvalue().splitlines()
    stream.seek(0)
    stream.truncate()
    print(text[0].partition(" at 0x")[0], text[-1], sep="\n")


future = Future()
future.add_done_callback(lambda future: 1 / 0)
future.set_result(1)
lines()


def fails():
    raise OSError("no table free")


with ThreadPoolExecutor(1, initializer=fails) as pool:
    try:
        pool.submit(print, "never").result()
    except BrokenExecutor as error:
        print(type(error).__name__, error)
lines()
