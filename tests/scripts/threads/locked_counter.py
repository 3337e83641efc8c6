import sys
import threading

sys.setswitchinterval(1e-5)
counter = 0
lock = threading.Lock()


def one():
    return 1


def work(n):
    global counter
    for _ in range(n):
        with lock:
            counter += one()


threads = [threading.Thread(target=work, args=(2000,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter)
