# A timer goes on when its process could not become another program.
import os
import signal

signal.signal(signal.SIGALRM, signal.SIG_DFL)
signal.setitimer(signal.ITIMER_REAL, 1000, 7)
try:
    os.execv("/no/such", ["x"])
except OSError as error:
    print(error, signal.getitimer(signal.ITIMER_REAL)[1], flush=True)
