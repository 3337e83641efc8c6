# Signal masks: what is blocked waits, and can be taken by who waits for it.
import os
import signal
import threading

USR1, USR2 = signal.SIGUSR1, signal.SIGUSR2
seen = []


def handler(number, frame):
    seen.append(signal.Signals(number).name)


signal.signal(USR1, handler)
print(signal.pthread_sigmask(signal.SIG_BLOCK, []), repr(signal.SIG_BLOCK), signal.SIG_SETMASK)
print(signal.pthread_sigmask(signal.SIG_BLOCK, [USR1, USR2]) == set())
os.kill(os.getpid(), USR1)
os.kill(os.getpid(), USR2)
os.kill(os.getpid(), USR2)
print(seen, sorted(signal.sigpending()))
print(signal.sigwait([USR2]), sorted(signal.sigpending()))
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, {USR1})), seen, signal.sigpending())
print(sorted(signal.pthread_sigmask(signal.SIG_SETMASK, [USR1])))

# What is known of a signal.
signal.raise_signal(USR1)
info = signal.sigwaitinfo([USR1])
print(info.si_signo, info.si_errno, info.si_pid == os.getpid(), info.si_uid == os.getuid(), len(info), type(info).__name__)
os.kill(os.getpid(), USR1)
info = signal.sigtimedwait([USR1, USR2], 10)
print(info[0], info.si_code)
print(signal.sigtimedwait([USR1], 0), signal.sigtimedwait([USR1], 0.001))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(signal.sigwait({signal.SIGALRM}))

# Threads: each has a mask of its own, which it has from the one that started it.
ready, results = threading.Event(), []


def child():
    results.append(sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])))
    ready.set()
    results.append(signal.sigwait([USR1]))
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    results.append(signal.pthread_sigmask(signal.SIG_BLOCK, []))


t = threading.Thread(target=child)
t.start()
ready.wait()
signal.pthread_kill(t.ident, USR1)
t.join()
print(results, sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])), seen)

# A waiting thread is ended by a signal to the process; the main thread is free meanwhile.
ready.clear()


def waiter():
    ready.set()
    results.append(signal.sigwait({USR1, USR2}))


signal.pthread_sigmask(signal.SIG_BLOCK, {USR1, USR2})
t = threading.Thread(target=waiter)
t.start()
ready.wait()
os.kill(os.getpid(), USR2)
t.join()
print(results[-1])

# A signal to a thread that blocks it waits for that thread.
signal.pthread_kill(threading.get_ident(), USR1)
print(signal.sigpending())
t = threading.Thread(target=lambda: results.append(signal.sigpending()))
t.start()
t.join()
print(results[-1], seen)
signal.pthread_sigmask(signal.SIG_SETMASK, [])
print(seen)

for wrong in (lambda: signal.pthread_sigmask(7, []), lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [0]),
              lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [1000]), lambda: signal.pthread_sigmask(signal.SIG_BLOCK, 1),
              lambda: signal.sigwait([65]), lambda: signal.sigtimedwait([USR1], -1), lambda: signal.pthread_sigmask(1),
              lambda: signal.sigwait()):
    try:
        wrong()
    except (OSError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
print(len(signal.pthread_sigmask(signal.SIG_SETMASK, [])))
