# A signal that is held back waits for the program that the process becomes, or for the process if it remains.
import os
import signal
import sys

signal.signal(signal.SIGUSR1, lambda *args: print("handled"))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGTERM])
os.kill(os.getpid(), signal.SIGUSR1)
try:
    os.execv("/no/such", ["x"])
except OSError as error:
    print(error)
# Once, though it was passed on already.
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
os.kill(os.getpid(), signal.SIGTERM)
print(signal.sigpending() == {signal.SIGTERM})
sys.stdout.flush()
os.execv("/bin/grep", ["grep", "-c", "Pnd:.*4...$", "/proc/self/status"])
