"""Each thread has its own trace function."""
import sys
import threading

seen = []
lock = threading.Lock()


def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    with lock:
        seen.append((threading.current_thread().name, event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def work(n):
    total = 0
    for i in range(n):
        total += i
    return total


print(threading.gettrace(), threading.getprofile())
threading.settrace(tracer)
threads = [threading.Thread(target=work, args=(n,), name=f"T{n}") for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
threading.settrace(None)
work(1)
for row in sorted(seen, key=lambda row: row[0]):
    print(*row)
seen.clear()

names = []


def profiler(frame, event, arg):
    if event in ("call", "return") and frame.f_code.co_filename == __file__:
        names.append((threading.current_thread().name, event, frame.f_code.co_name))


threading.setprofile(profiler)
print(threading.getprofile() is profiler)
t = threading.Thread(target=work, args=(3,), name="P")
t.start()
t.join()
threading.setprofile(None)
print(names)
names.clear()

# A thread that runs already.
ready, go, done = threading.Event(), threading.Event(), threading.Event()


def running():
    ready.set()
    go.wait()
    work(1)
    inner = sys.gettrace()
    sys.settrace(None)
    print(inner is tracer, sys.gettrace())
    done.set()


t = threading.Thread(target=running, name="R")
t.start()
ready.wait()
threading.settrace_all_threads(tracer)
sys.settrace(None)
go.set()
done.wait()
t.join()
threading.settrace(None)
print([row for row in seen if row[2] == "work"])


# A thread that traces itself does not trace others.
def selfish():
    sys.settrace(tracer)
    work(1)
    sys.settrace(None)


seen.clear()
t = threading.Thread(target=selfish, name="S")
t.start()
t.join()
work(1)
print({name for name, *_ in seen}, len(seen), sys.gettrace())
