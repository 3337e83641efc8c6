import threading

print(threading.active_count(), [t.name for t in threading.enumerate()])
gate = threading.Lock()
gate.acquire()


def wait():
    gate.acquire()
    gate.release()


ts = [threading.Thread(target=wait, name=f"w{i}") for i in range(3)]
print([t.ident for t in ts], [t.native_id for t in ts])
for t in ts:
    t.start()
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
print([isinstance(t.ident, int) for t in ts], len({t.ident for t in ts}), len({t.native_id for t in ts}), all(t.is_alive() for t in ts))
print(repr(ts[0]).startswith("<Thread(w0, started "), threading.main_thread() in threading.enumerate())
gate.release()
for t in ts:
    t.join()
print(threading.active_count(), repr(ts[0]).startswith("<Thread(w0, stopped "), isinstance(ts[0].ident, int))
me = threading.current_thread()
print(me.ident == threading.get_ident(), me.native_id == threading.get_native_id(), repr(me).startswith("<_MainThread(MainThread, started "), me.is_alive(), me.daemon)


def check():
    t = threading.current_thread()
    print(t.ident == threading.get_ident(), t.name, t.is_alive(), threading.main_thread().name)


t = threading.Thread(target=check, name="checker")
t.start()
t.join()
