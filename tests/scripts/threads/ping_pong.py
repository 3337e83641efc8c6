import threading

a, b = threading.Lock(), threading.Lock()
b.acquire()
log = []


def player(name, mine, other):
    for i in range(5):
        mine.acquire()
        log.append(f"{name}{i}")
        other.release()


ts = [threading.Thread(target=player, args=("ping", a, b)), threading.Thread(target=player, args=("pong", b, a))]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(log)
