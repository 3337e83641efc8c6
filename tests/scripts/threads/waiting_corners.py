# Corners of queue and threading: wrong arguments, reprs, copies, what is said after a shutdown.
import copy
import queue
import re
import threading



def at(label, f, *a, **k):
    try: r = repr(f(*a, **k))
    except BaseException as e: r = type(e).__name__ + ": " + str(e)
    print(label, "->", re.sub(r"0x[0-9a-f]+", "0xX", re.sub(r"\b1[0-9]{10,}", "N", r)))
# queue
for Q in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    n=Q.__name__
    q=Q()
    at(n+" get a", lambda: q.get(timeout='a')); at(n+" get -1", lambda: q.get(timeout=-1)); at(n+" get nb", q.get_nowait)
    at(n+" get f", lambda: q.get(False, 'a')); at(n+" get 0", lambda: q.get(timeout=0))
    q1=Q(1); q1.put(1)
    at(n+" put a", lambda: q1.put(2, timeout='a')); at(n+" put -1", lambda: q1.put(2, timeout=-1)); at(n+" put nb", lambda: q1.put_nowait(2)); at(n+" put 0", lambda: q1.put(1, timeout=0))
    at(n+" put free a", lambda: q.put(2, timeout='a')); at(n+" put none max", lambda: q.put(2, timeout=-1))
    at(n+" td", lambda: Q().task_done())
    at(n+" maxsize", lambda: Q('a')); at(n+" maxsize put", lambda: Q('a').put(1)); at(n+" full", lambda: Q(None).full()); at(n, lambda: Q(1,2)); at(n, lambda: Q(foo=1))
    s=Q(); s.shutdown()
    at(n+" sd get a", lambda: s.get(timeout='a')); at(n+" sd get -1", lambda: s.get(timeout=-1)); at(n+" sd get", lambda: s.get()); at(n+" sd put", lambda: s.put(1)); at(n+" sd put a", lambda: s.put(1, timeout='a'))
    at(n+" sd nb", s.get_nowait); at(n+" sd pnb", lambda: s.put_nowait(1)); at(n+" sd join", s.join); at(n+" sd again", lambda: s.shutdown(immediate=True)); at(n+" shutdown arg", lambda: s.shutdown(1,2))
    s=Q(); s.put(1); s.shutdown(); at(n+" sd left", lambda: (s.get(timeout='a'))); at(n+" sd left2", lambda: s.get())
    s=Q(); s.put(1); s.put(2); s.shutdown(True); at(n+" sd imm", s.get); at(n+" unf", lambda: (s.unfinished_tasks, s.qsize(), s.is_shutdown))
    at(n+" td", lambda: s.task_done())
    at(n+" repr", lambda: Q()); at(n+" attr", lambda: Q().foo)
    at(n+" copy", lambda: copy.copy(q).qsize()); at(n+" deepcopy", lambda: copy.deepcopy(q))
    at(n+" kw", lambda: q.put(item=1, block=False, timeout=None)); at(n+" noargs", lambda: q.put()); at(n+" 4", lambda: q.put(1,2,3,4)); at(n+" bad kw", lambda: q.get(foo=1)); at(n+" get many", lambda: q.get(1,2,3)); at(n+" nowait arg", lambda: q.get_nowait(1))
S=queue.SimpleQueue
s=S()
at("S args", lambda: S(1)); at("S repr", lambda: S()); at("S attr", lambda: S().foo); at("S set", lambda: setattr(S(),'x',1))
at("S get a", lambda: s.get(timeout='a')); at("S get -1", lambda: s.get(timeout=-1)); at("S get nb", s.get_nowait); at("S get f", lambda: s.get(False, 'a')); at("S get 0", lambda: s.get(timeout=0)); at("S nb -1", lambda: s.get(False, timeout=-1))
at("S put", lambda: s.put()); at("S put3", lambda: s.put(1,2,3)); at("S put4", lambda: s.put(1,2,3,4)); at("S big", lambda: (s.get(), s.get(timeout=1e20))); at("S big", lambda: s.get(timeout=1e20)); at("S nan", lambda: s.get(timeout=float('nan')))
at("S qsize", lambda: (s.qsize(), s.empty())); at("S T", lambda: S.__class_getitem__(int)); at("Q[int]", lambda: queue.Queue[int])
at("Full/Empty", lambda: (queue.Full, queue.Empty, queue.ShutDown, queue.Empty.__mro__, queue.Full.__mro__)); at("all", lambda: sorted(queue.__all__))
# Semaphore etc.
for C in (threading.Semaphore, threading.BoundedSemaphore):
    n=C.__name__
    at(n, lambda: C()); at(n, lambda: C(3)); at(n, lambda: C(-1)); at(n, lambda: C('a')); at(n, lambda: C(1.5)); at(n, lambda: C(1,2))
    c=C(1)
    at(n+" acq", lambda: c.acquire(False, 1)); at(n+" acq", lambda: c.acquire(timeout='a')); at(n+" acq", lambda: c.acquire(timeout='a')); at(n+" acq", lambda: c.acquire(timeout=-1)); at(n+" acq", lambda: c.acquire(timeout=0)); at(n+" acq", lambda: c.acquire(blocking=0))
    at(n, lambda: c); at(n+" rel", lambda: c.release(0)); at(n+" rel", lambda: c.release('a')); at(n+" rel", lambda: c.release(n=-1)); at(n+" rel", c.release); at(n+" rel", c.release); at(n+" rel", lambda: c.release(5)); at(n, lambda: c)
    at(n+" exit", lambda: c.__exit__()); at(n+" enter", lambda: c.__enter__(False))
    at(n+" with", lambda: c.__enter__.__qualname__)
B=threading.Barrier
at("B", lambda: B(2)); at("B", lambda: B(0)); at("B", lambda: B(-1)); at("B", lambda: B('a')); at("B", lambda: B()); at("B", lambda: B(1.5)); at("B", lambda: B(2, 1, 'a'))
b=B(2); at("B wait a", lambda: b.wait('a')); at("B", lambda: b); b.reset(); at("B", lambda: b); at("B wait 0", lambda: b.wait(0)); at("B", lambda: (b.broken, b.n_waiting, b.parties)); at("B wait", b.wait); b.reset(); at("B", lambda: b); b.abort(); at("B", lambda: b); at("B abort", b.wait); b.reset()
b=B(1, action=lambda: print("act")); at("B1", b.wait); at("B1", b.wait)
b=B(1, action=lambda: 1/0); at("B1", b.wait); at("B1", lambda: b); at("B1", b.wait)
b=B(1, action=5); at("B1 5", b.wait)
b=B(2, timeout=0.001); at("B2 t", b.wait)
T=threading.Timer
t=T(1, print); at("T", lambda: (t.interval, t.args, t.kwargs, t.function is print)); at("T", lambda: t); at("T", lambda: T()); at("T", lambda: T(1)); t.cancel(); at("T", lambda: t.finished.is_set())
at("T str", lambda: T('a', print)); at("Timer name", lambda: t.name[:7])
E=threading.Event
e=E(); at("E", lambda: e); e.set(); at("E", lambda: e); at("E w", lambda: e.wait('a')); e.clear(); at("E w", lambda: e.wait('a')); at("E w", lambda: e.wait(-1)); at("E w", lambda: e.wait(0)); at("E w", lambda: e.wait(1,2)); at("E", lambda: E(1)); at("E attr", lambda: e.foo)
C=threading.Condition
c=C(); at("C", lambda: c); at("C n", c.notify); at("C na", c.notify_all); at("C w", c.wait); at("C rel", c.release); at("C", lambda: C(5)); at("C", lambda: C(threading.Lock())); at("C w", lambda: c.wait(1,2)); at("C wf", lambda: c.wait_for()); at("C foo", lambda: c.foo); at("C 2", lambda: C(1,2)); at("C kw", lambda: C(lock=None)); at("C kw", lambda: C(foo=None))
with c: at("C held", lambda: c); at("C w a", lambda: c.wait('a')); at("C n a", lambda: c.notify('a')); at("C n -1", lambda: c.notify(-1)); at("C n 0", lambda: c.notify(0)); at("C w 0", lambda: c.wait(0)); at("C w -1", lambda: c.wait(-1)); at("C wf", lambda: c.wait_for(lambda: 0, 0)); at("C wf a", lambda: c.wait_for(lambda: 0, 'a')); at("C wf 5", lambda: c.wait_for(5))
at("C copy", lambda: copy.copy(c)._lock is c._lock); at("C deepcopy", lambda: copy.deepcopy(c)); at("E copy", lambda: copy.copy(e)._cond is e._cond); at("E deepcopy", lambda: copy.deepcopy(e)); at("Sem deep", lambda: copy.deepcopy(threading.Semaphore())); at("B deep", lambda: copy.deepcopy(B(2)))
TH=threading.Thread
t=TH(target=print, name='n'); at("Th", lambda: t); at("Th j", t.join); at("Th args", lambda: TH(1)); at("Th args", lambda: TH(foo=1)); at("Th dm", lambda: TH(daemon='x').daemon); at("Th name", lambda: TH(name=5).name); at("Th name", lambda: TH(name='').name[:7]); at("ident", lambda: (t.ident, t.native_id, t.is_alive(), t.daemon))
t.start(); t.join(); at("Th", lambda: t); at("restart", t.start); at("j a", lambda: t.join('a')); at("j -1", lambda: t.join(-1)); at("daemon", lambda: setattr(t,'daemon',True)); at("name", lambda: setattr(t,'name',3)); at("name", lambda: t.name); at("self j", threading.current_thread().join)
class NoInit(TH):
    def __init__(self): pass
x=NoInit(); at("ni start", x.start); at("ni join", x.join); at("ni repr", lambda: repr(x)); at("ni name", lambda: x.name); at("ni alive", x.is_alive); at("ni daemon", lambda: setattr(x,'daemon',1)); at("ni daemon", lambda: x.daemon); at("ni ident", lambda: x.ident)
at("main", threading.main_thread); at("cur", threading.current_thread); at("enum", threading.enumerate); at("ac", threading.active_count)
at("dir threading", lambda: [n for n in threading.__all__])
at("excepthook", lambda: threading.excepthook(1)); at("EHA", lambda: threading.ExceptHookArgs((1,2,3))); at("EHA", lambda: threading.ExceptHookArgs((None,None,None,None))); at("EHA", lambda: threading.ExceptHookArgs(1)); at("EHA t", lambda: threading.ExceptHookArgs); at("__eh__", lambda: threading.__excepthook__ is threading.excepthook)
at("settrace", lambda: threading.settrace()); at("gettrace", threading.gettrace)
