import threading
import time


def slow():
    time.sleep(0.1)
    print("the thread still finishes")


threading.Thread(target=slow).start()
raise ValueError("main fails")
