# An exception of a handler comes out of whatever the main thread computes.
import signal


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.02)
n = 0
try:
    while True:
        n += 1
except Stop as e:
    print("stopped", n > 0, type(e.__context__))
