# A signal without a handler does what it does.
import os
import signal

signal.signal(signal.SIGTERM, lambda number, frame: print("handled", flush=True))
os.kill(os.getpid(), signal.SIGTERM)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
print("going", flush=True)
os.kill(os.getpid(), signal.SIGTERM)
signal.pause()
