# The camelCase names still work, and say what to use instead.
import threading

thread = threading.Thread(target=print, name="first")
print(thread.getName())
thread.setName("second")
print(thread.isDaemon())
thread.setDaemon(True)
print(thread.name, thread.daemon)
print(threading.currentThread().name)
print(threading.activeCount())
print(threading.Event().isSet())
condition = threading.Condition()
with condition:
    condition.notifyAll()
try:
    condition.notifyAll()
except RuntimeError as error:
    print(error)
