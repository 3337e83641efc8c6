# threading.excepthook set to None or to something that does not work.
import io
import sys
import threading

real = sys.stderr


def bad():
    raise ValueError("boom")


def attempt(make):
    try:
        return make()
    except RuntimeError as error:
        print("RuntimeError", error)


def texts(text):
    return [line for line in text.splitlines() if not line.startswith("  ")]


def run(thread):
    sys.stderr = io.StringIO()
    try:
        thread.start()
        thread.join()
        return texts(sys.stderr.getvalue())
    finally:
        sys.stderr = real


early = threading.Thread(target=bad, name="early")
threading.excepthook = None
attempt(lambda: threading.Thread(target=bad))
attempt(lambda: threading.Timer(1, bad))
print(run(early))
for hook in 5, lambda args: 1 / 0, lambda args: print("hook", args.exc_type, args.exc_value, args.thread.name):
    threading.excepthook = hook
    print(run(threading.Thread(target=bad, name="T")))
threading.excepthook = threading.__excepthook__
sys.excepthook = None
attempt(lambda: threading.Thread(target=bad))
sys.excepthook = sys.__excepthook__
early = threading.Thread(target=bad, name="early")
del threading.excepthook
print([line.split(".")[0] for line in run(early)])
