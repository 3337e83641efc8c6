import sys
import threading


def leaves():
    print("leaving")
    sys.exit(3)
    print("never")


t = threading.Thread(target=leaves)
t.start()
t.join()
print("main goes on and the code stays 0")
