import threading

local = threading.local()
local.x = "main"
seen = []


def work(n):
    print(hasattr(local, "x"))
    local.x = n
    local.y = n * 2
    seen.append((local.x, local.y, sorted(local.__dict__)))


for i in range(2):
    t = threading.Thread(target=work, args=(i,))
    t.start()
    t.join()
print(seen, local.x, hasattr(local, "y"))
try:
    local.nothing
except AttributeError as e:
    print(e)


class Mine(threading.local):
    count = 0

    def __init__(self, start):
        print("init", start)
        self.start = start


m = Mine(5)
m.start += 1


def other():
    print(m.start, m.count)


t = threading.Thread(target=other)
t.start()
t.join()
print(m.start)
del local.x
print(hasattr(local, "x"))
