import threading
import time

buffer = []
lock = threading.Lock()
done = []


def producer(n):
    for i in range(n):
        while True:
            with lock:
                if len(buffer) < 3:
                    buffer.append(i)
                    break
            time.sleep(0.0001)
    done.append(True)


consumed = []


def consumer():
    while True:
        with lock:
            if buffer:
                consumed.append(buffer.pop(0))
            elif done:
                return
        time.sleep(0.0001)


p = threading.Thread(target=producer, args=(50,))
c = threading.Thread(target=consumer)
p.start()
c.start()
p.join()
c.join()
print(consumed == list(range(50)), buffer)
