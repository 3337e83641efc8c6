# logging: levels, hierarchy, formats, handlers, threads.
import io
import logging
import sys
import threading

log = logging.getLogger("app")
stream = io.StringIO()


def printed():
    text = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return text


print(log, logging.getLogger(), log is logging.getLogger("app"), logging.getLogger("root") is logging.root)
print(logging.getLevelName(20), logging.getLevelName("ERROR"), logging.getLevelName(33))
logging.basicConfig(stream=stream, level=logging.INFO, format="%(levelname)-8s|%(name)s|%(threadName)s|%(message)s")
logging.debug("hidden")
logging.info("shown %d of %s", 1, "two")
log.warning("dict %(a)s", {"a": 5})
log.log(35, "own level")
print(printed(), end="")

# The hierarchy.
child = logging.getLogger("app.part.inner")
middle = logging.getLogger("app.part")
print(child.parent.name, middle.parent.name, log.parent.name, child.getEffectiveLevel())
log.setLevel("ERROR")
print(child.isEnabledFor(logging.WARNING), child.isEnabledFor(logging.ERROR), logging.getLogger("app").getChild("x").name)
child.warning("hidden")
child.error("propagated")
own = logging.StreamHandler(stream)
own.setFormatter(logging.Formatter("{levelname}:{name}:{funcName}:{lineno}:{message}", style="{"))
middle.addHandler(own)


def function():
    child.critical("twice")


function()
middle.propagate = False
child.critical("once")
print(printed(), end="")
middle.propagate = True
middle.removeHandler(own)
print(middle.handlers, own, logging.root.handlers)

# Exceptions.
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
log.error("no traceback", exc_info=False)
text = printed()
print(text.splitlines()[0])
print(text.splitlines()[1], text.splitlines()[-2])
print("ZeroDivisionError: division by zero" in text)


# Filters and extra.
class OnlyEven(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 0


handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(who)s %(message)s", defaults={"who": "nobody"}))
handler.addFilter(OnlyEven())
quiet = logging.getLogger("quiet")
quiet.propagate = False
quiet.addHandler(handler)
quiet.setLevel(1)
for n in range(4):
    quiet.info("n=%d", n)
quiet.info("n=%d", 4, extra={"who": "me"})
adapter = logging.LoggerAdapter(quiet, {"who": "adapter"})
adapter.warning("n=%d", 6)
print(printed(), end="")
try:
    quiet.info("n=%d", 0, extra={"message": 1})
except KeyError as e:
    print(e)

# Threads write whole lines.
threads = [threading.Thread(target=lambda: [logging.info("line") for _ in range(50)], name=f"t{n}") for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
lines = printed().splitlines()
print(len(lines), sorted(set(lines)))

# Disabling, levels, mistakes.
logging.disable(logging.CRITICAL)
log.critical("hidden")
logging.disable(logging.NOTSET)
logging.addLevelName(5, "TRACE")
print(logging.getLevelName(5), logging.getLevelName("TRACE"))
for mistake in (
    lambda: log.setLevel("LOUD"),
    lambda: log.setLevel(1.5),
    lambda: logging.getLogger(5),
    lambda: logging.basicConfig(force=True, wrong=1),
    lambda: logging.basicConfig(force=True, stream=stream, filename="x"),
    lambda: logging.Formatter("%(message)s", style="x"),
    lambda: logging.Formatter("no field", style="{"),
):
    try:
        mistake()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
record = logging.makeLogRecord({"msg": "m %s", "args": ("x",), "levelname": "L"})
print(record.getMessage(), logging.Formatter("%(levelname)s %(message)s").format(record))
record = logging.LogRecord("n", logging.INFO, "/a/b.py", 3, "msg", (), None)
print(record, record.filename, record.module, record.levelname)
moment = logging.Formatter("%(asctime)s", "%Y")
record.created = 0
moment.converter = __import__("time").gmtime
logging.Formatter.converter = __import__("time").gmtime
record.msecs = 7.0
print(moment.format(record), logging.Formatter("%(asctime)s").format(record))

# Without handlers, warnings go to stderr.
logging.root.handlers.clear()
stderr, sys.stderr = sys.stderr, stream
logging.getLogger("lonely").warning("last resort")
logging.getLogger("lonely").info("hidden")
sys.stderr = stderr
print(printed(), end="")

from logging.handlers import QueueHandler, QueueListener
import queue

q = queue.Queue()
target = logging.StreamHandler(stream)
listener = QueueListener(q, target)
listener.start()
remote = logging.getLogger("remote")
remote.propagate = False
remote.addHandler(QueueHandler(q))
remote.error("through %s", "a queue")
listener.stop()
print(printed(), end="")
