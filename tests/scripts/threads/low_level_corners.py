# Corners of _thread: wrong arguments, locks made anew, handles that were never started, limits.
import _thread
import copy
import queue
import re
import signal
import threading
import warnings

warnings.simplefilter("ignore")



def at(label, f, *a, **k):
    try: r = repr(f(*a, **k))
    except BaseException as e: r = type(e).__name__ + ": " + str(e)
    print(label, "->", re.sub(r"0x[0-9a-f]+", "0xX", re.sub(r"owner=\d{5,}", "owner=N", r)))
L=_thread.allocate_lock()
at("lock.attr", lambda: L.foo)
at("lock.setattr", lambda: setattr(L,'x',1))
at("lock.delattr", lambda: delattr(L,'x'))
at("lock.set acquire", lambda: setattr(L,'acquire',1))
at("lock repr", lambda: L)
L.acquire(); at("lock repr", lambda: L); L.release()
R=_thread.RLock()
at("rlock.attr", lambda: R.foo)
at("rlock.setattr", lambda: setattr(R,'x',1))
at("rlock repr", lambda: R)
R.acquire(); at("rlock repr", lambda: R); R.release()
class SubR(_thread.RLock): pass
at("subrlock", lambda: SubR())
at("rlock args", lambda: threading.RLock(1))
at("rlock kw", lambda: threading.RLock(a=1))
at("_thread.RLock(1)", lambda: _thread.RLock(1))
at("Lock(1)", lambda: threading.Lock(1))
at("Lock(a=1)", lambda: threading.Lock(a=1))
at("allocate_lock(1)", lambda: _thread.allocate_lock(1))
at("allocate", lambda: _thread.allocate())
at("LockType", lambda: _thread.LockType)
at("_thread.lock", lambda: _thread.lock)
at("Lock", lambda: threading.Lock)
at("RLock", lambda: threading.RLock)
at("_RLock", lambda: threading._RLock)
at("_CRLock", lambda: threading._CRLock)
at("_PyRLock", lambda: threading._PyRLock())
at("Lock is", lambda: threading.Lock is _thread.lock)
at("RLock is", lambda: threading.RLock is _thread.RLock)
def sub():
    class X(_thread.lock): pass
at("subclass lock", sub)
at("at_fork", lambda: L._at_fork_reinit())
L.acquire(); L._at_fork_reinit() if hasattr(L,'_at_fork_reinit') else 0; at("locked", L.locked)
at("r at_fork", lambda: R._at_fork_reinit())
R.acquire(); at("r at_fork", lambda: R._at_fork_reinit()); at("rrepr", lambda: R)
at("copy lock", lambda: copy.copy(threading.Lock()))
at("deepcopy lock", lambda: copy.deepcopy(threading.Lock()))
at("copy rlock", lambda: copy.copy(threading.RLock()))
at("deepcopy queue", lambda: copy.deepcopy(queue.Queue()))
at("copy queue", lambda: type(copy.copy(queue.Queue())).__name__)
at("copy squeue", lambda: copy.copy(queue.SimpleQueue()))
at("deepcopy event", lambda: copy.deepcopy(threading.Event()))
at("copy cond", lambda: type(copy.copy(threading.Condition())))
at("deepcopy thread", lambda: copy.deepcopy(threading.Thread()))
at("copy local", lambda: copy.copy(threading.local()))
at("handle", lambda: _thread._ThreadHandle())
at("handle ident", lambda: _thread._ThreadHandle().ident)
at("handle join", lambda: _thread._ThreadHandle().join())
at("handle join t", lambda: _thread._ThreadHandle().join(0.01))
at("handle join a", lambda: _thread._ThreadHandle().join('a'))
at("handle join 2", lambda: _thread._ThreadHandle().join(1,2))
at("handle join big", lambda: _thread._ThreadHandle().join(1e20))
at("handle join -1", lambda: _thread._ThreadHandle().join(-1))
at("handle set_done", lambda: _thread._ThreadHandle()._set_done())
at("handle args", lambda: _thread._ThreadHandle(1))
at("handle attr", lambda: _thread._ThreadHandle().foo)
h=_thread.start_joinable_thread(lambda: None); h.join(); 
at("h", lambda: h.join()); at("h", lambda: h.join(timeout=1)); at("h", lambda:h.is_done()); at('h', lambda: h.ident == 0)
at("restart", lambda: _thread.start_joinable_thread(lambda: None, handle=h))
at("sjt", lambda: _thread.start_joinable_thread(1))
at("sjt", lambda: _thread.start_joinable_thread())
at("sjt", lambda: _thread.start_joinable_thread(lambda:0, 1))
at("sjt", lambda: _thread.start_joinable_thread(lambda:0, handle=1))
at("sjt", lambda: _thread.start_joinable_thread(lambda:0, foo=1))
at("snt", lambda: _thread.start_new_thread())
at("snt", lambda: _thread.start_new_thread(1, ()))
at("snt", lambda: _thread.start_new_thread(print, []))
at("snt", lambda: _thread.start_new_thread(print, (), 1))
at("snt", lambda: _thread.start_new_thread(print, (), {}, 1))
for s in (-1, 1, 100, 4096, 32767, 32768, 40000, 1<<20, 0, 1<<62, 1<<70, 'a', 1.5, None):
    at(f"stack_size({s!r})", lambda: _thread.stack_size(s))
at("stack_size()", lambda: _thread.stack_size()); _thread.stack_size(0)
at("threading.stack_size(1)", lambda: threading.stack_size(1))
at("interrupt 0", lambda: _thread.interrupt_main(0))
at("interrupt 65", lambda: _thread.interrupt_main(65))
at("interrupt -1", lambda: _thread.interrupt_main(-1))
at("interrupt a", lambda: _thread.interrupt_main('a'))
at("interrupt 1.5", lambda: _thread.interrupt_main(1.5))
at("interrupt big", lambda: _thread.interrupt_main(1<<40))
at("interrupt TERM", lambda: _thread.interrupt_main(signal.SIGTERM))
def im():
    _thread.interrupt_main()
    for i in range(1000): pass

at("interrupt", im)
def im2():
    got=[]
    signal.signal(signal.SIGUSR1, lambda s,f: got.append(s))
    _thread.interrupt_main(signal.SIGUSR1)
    for i in range(1000): pass
    return got
at("interrupt usr1", im2)
at("native_id", lambda: type(_thread.get_native_id()))
at("native_id arg", lambda: _thread.get_native_id(1))
at("ident arg", lambda: _thread.get_ident(1))
at("exit", _thread.exit)
at("exit 1", lambda: _thread.exit(1))
at("exit_thread", _thread.exit_thread)
at("_count", _thread._count)
at("error", lambda: _thread.error)
at("TIMEOUT_MAX", lambda: _thread.TIMEOUT_MAX)
T=_thread.TIMEOUT_MAX
for to in (T, T+1, T*2, 1e10, 1e30, float('inf'), float('nan'), -2, -1, -1.0, -0.5, 'a', None, 1<<70):
    if to in (T, -1): continue
    at(f"acquire({to!r})", lambda: L.acquire(True, to))
    if L.locked(): L.release()
    at(f"racquire({to!r})", lambda: R.acquire(True, to))
    at(f"nb acquire({to!r})", lambda: L.acquire(False, to))
    if L.locked(): L.release()
at("acq many", lambda: L.acquire(1,2,3))
at("acq kw", lambda: L.acquire(foo=1))
at("release", L.release)
at("rrelease", lambda: _thread.RLock().release())
at("release arg", lambda: L.release(1))
at("exit no args", lambda: L.__exit__())
at("locked_lock", lambda: (L.acquire_lock(), L.locked_lock(), L.release_lock()))
at("rlock.locked", lambda: R.locked())
at("_release_save", lambda: _thread.RLock()._release_save())
at("_acquire_restore", lambda: _thread.RLock()._acquire_restore(1))
at("_acquire_restore", lambda: _thread.RLock()._acquire_restore((1,2)))
at("_recursion_count", lambda: _thread.RLock()._recursion_count())
