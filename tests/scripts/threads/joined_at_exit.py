import threading
import time


def slow(name, seconds):
    time.sleep(seconds)
    print(name, "done")


threading.Thread(target=slow, args=("first", 0.3)).start()
threading.Thread(target=slow, args=("second", 0.8)).start()
print("main is done")
