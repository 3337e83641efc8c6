import threading

print(threading.stack_size())
for bad in (-1, 1, 32767):
    try:
        threading.stack_size(bad)
    except ValueError as e:
        print(e)
old = threading.stack_size(1024 * 1024)
print(old, threading.stack_size(0), threading.stack_size())
