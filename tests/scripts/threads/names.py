import threading


def work():
    pass


class Callable:
    def __call__(self):
        pass


class Sub(threading.Thread):
    def run(self):
        pass


ts = [
    threading.Thread(target=work),
    threading.Thread(target=work),
    threading.Thread(),
    threading.Thread(target=lambda: None),
    threading.Thread(target=Callable()),
    threading.Thread(target=int),
    threading.Thread(target=[].append),
    threading.Thread(target=work, name="given"),
    threading.Thread(target=work),
    Sub(),
    Sub(name="sub"),
    threading.Thread(name=""),
    threading.Thread(name=5),
    threading.Thread(target=5),
]
for t in ts:
    print(repr(t.name), repr(t))
ts[0].name = "renamed"
print(ts[0].name)
ts[0].name = 7
print(repr(ts[0].name))
m = threading.main_thread()
print(m.name, threading.current_thread() is m, threading.current_thread().name, type(m).__name__)


def show():
    print("in", threading.current_thread().name, threading.current_thread() is threading.main_thread())


t = threading.Thread(target=show, name="worker-1")
t.start()
t.join()
t = threading.Thread(target=show)
t.start()
t.join()
