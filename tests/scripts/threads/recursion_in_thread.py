import threading


def down(n):
    return down(n + 1)


def work():
    try:
        down(0)
    except RecursionError as e:
        print("caught in", threading.current_thread().name, e)


ts = [threading.Thread(target=work, name=f"deep-{i}") for i in range(2)]
for t in ts:
    t.start()
    t.join()
print("main is fine")
