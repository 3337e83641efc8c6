import threading

t = threading.Thread(target=print, args=("ran",))
print(t.daemon, threading.current_thread().daemon)
t.daemon = True
print(t.daemon, repr(t))
t.start()
t.join()
d = threading.Thread(target=print, daemon=True)
print(d.daemon)


def child():
    inherited = threading.Thread(target=print)
    explicit = threading.Thread(target=print, daemon=False)
    print("inherits", inherited.daemon, explicit.daemon)


c = threading.Thread(target=child, daemon=True)
c.start()
c.join()
c = threading.Thread(target=child)
c.start()
c.join()
for value in (0, 1, "yes", None):
    print(threading.Thread(target=print, daemon=value).daemon)
