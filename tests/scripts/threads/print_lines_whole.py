import sys
import threading

sys.setswitchinterval(1e-6)


def talk():
    for i in range(50):
        print("every", "line", "is", "the", "same", sep=":")


# All threads say the same, so that only a line torn in two would show.
ts = [threading.Thread(target=talk) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
