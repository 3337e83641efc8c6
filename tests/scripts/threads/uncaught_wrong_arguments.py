import threading


def takes_one(x):
    pass


for args in ((), (1, 2)):
    t = threading.Thread(target=takes_one, args=args)
    t.start()
    t.join()
t = threading.Thread(target=5)
t.start()
t.join()
print("end")
