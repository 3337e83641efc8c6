import threading

results = []


def work(n, factor=1):
    results.append(n * factor)


threads = [threading.Thread(target=work, args=(i,), kwargs={"factor": 10}) for i in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), [t.is_alive() for t in threads])
t = threading.Thread(target=work, args=[7])
print(t.is_alive(), t.start(), t.join(), t.is_alive(), results[-1])
t = threading.Thread()
t.start()
t.join()
print("no target is fine")
t = threading.Thread(target=lambda: "ignored result")
t.start()
print(t.join(), t.join(), t.join(timeout=1), t.join(0))
