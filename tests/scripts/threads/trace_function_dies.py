"""What a thread traced with goes with the thread, while its finalizer can still run."""
import sys
import threading

ended = []


class Tracer:
    def __call__(self, frame, event, argument):
        return None

    def __del__(self):
        ended.append("tracer")


def work():
    sys.settrace(Tracer())


thread = threading.Thread(target=work)
thread.start()
thread.join()
print(ended)

shared = object()


class Holder:
    def __init__(self):
        self.shared = shared

    def __call__(self, frame, event, argument):
        return None

    def __del__(self):
        pass


def hold():
    sys.settrace(Holder())


threads = [threading.Thread(target=hold) for _ in range(40)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sys.getrefcount(shared))
