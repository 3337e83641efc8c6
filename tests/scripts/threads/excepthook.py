import threading


def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None)


def fails(n):
    raise KeyError(n)


threading.excepthook = hook
for i in range(2):
    t = threading.Thread(target=fails, args=(i,), name=f"t{i}")
    t.start()
    t.join()
threading.excepthook = threading.__excepthook__
print("restored", threading.excepthook is threading.__excepthook__)
