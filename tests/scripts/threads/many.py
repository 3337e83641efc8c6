import threading

counter = 0
lock = threading.Lock()


def work(i):
    global counter
    with lock:
        counter += i


ts = [threading.Thread(target=work, args=(i,)) for i in range(200)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(counter, threading.active_count())
for _ in range(3):
    ts = [threading.Thread(target=work, args=(1,)) for _ in range(30)]
    [t.start() for t in ts]
    [t.join() for t in ts]
print(counter)
