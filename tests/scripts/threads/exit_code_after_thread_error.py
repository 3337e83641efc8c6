import threading


def fails():
    raise ValueError("only this thread dies")


t = threading.Thread(target=fails, name="doomed")
t.start()
t.join()
print("main goes on", t.is_alive())
