import threading

data = {i: i for i in range(10)}
start, go = threading.Lock(), threading.Lock()
start.acquire()
go.acquire()


def grow():
    start.acquire()
    data["new"] = 1
    go.release()


t = threading.Thread(target=grow)
t.start()
try:
    for k in data:
        if k == 3:
            start.release()
            go.acquire()
except RuntimeError as e:
    print(e)
t.join()
