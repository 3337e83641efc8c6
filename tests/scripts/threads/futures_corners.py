# Corners of concurrent.futures: states, wrong arguments, timeouts, initializers that fail, cancelled work.
import concurrent.futures as cf
import logging
import re
import sys
import threading
import time

logging.disable(logging.CRITICAL)


def at(label, f, *a, **k):
    try: r = repr(f(*a, **k))
    except BaseException as e: r = type(e).__name__ + ": " + str(e)
    print(label, "->", re.sub(r"0x[0-9a-f]+", "0xX", r))
F=cf.Future
f=F(); at("F", lambda: f); at("F", lambda: F(1)); at("r", lambda: f.result(0)); at("e", lambda: f.exception(0)); at("r a", lambda: f.result('a')); at("r -1", lambda: f.result(-1)); at("st", lambda: (f.running(), f.done(), f.cancelled()))
at("srnc", f.set_running_or_notify_cancel); at("F", lambda: f); at("srnc2", f.set_running_or_notify_cancel); at("cancel run", f.cancel); at("sr", lambda: f.set_result(3)); at("F", lambda: f); at("sr", lambda: f.set_result(4)); at("se", lambda: f.set_exception(ValueError(1))); at("r", f.result); at("cancel fin", f.cancel); at("r a", lambda: f.result('a'))
f=F(); at("cancel", f.cancel); at("F", lambda: f); at("cancel", f.cancel); at("r", f.result); at("e", f.exception); at("srnc", f.set_running_or_notify_cancel); at("F", lambda: f); at("srnc", f.set_running_or_notify_cancel); at("sr", lambda: f.set_result(1)); at("se", lambda: f.set_exception(1))
f=F(); f.set_exception(ValueError("v")); at("F", lambda: f); at("r", f.result); at("e", f.exception)
f=F(); f.set_exception(5); at("F5", lambda: f); at("r", f.result); at("e", f.exception)
f=F(); f.set_exception(None); at("FN", lambda: f); at("r", f.result)
f=F(); f.add_done_callback(lambda x: print("cb1", x is f)); f.add_done_callback(5); f.add_done_callback(lambda x: 1/0); f.add_done_callback(lambda x: print("cb4")); 
f.set_result(1); at("cb", lambda: f.add_done_callback(lambda x: print("late"))); at("cb", lambda: f.add_done_callback(lambda x: 1/0)); at("cb", lambda: f.add_done_callback())
at("F[int]", lambda: F[int]); at("attr", lambda: f.foo)
E=cf.ThreadPoolExecutor
at("E0", lambda: E(0)); at("E-1", lambda: E(-1)); at("Ea", lambda: E('a')); at("Einit", lambda: E(initializer=5)); at("E1.5", lambda: E(1.5)); at("Ekw", lambda: E(foo=1)); at("E5", lambda: E(1,2,3,4,5))
e=E(2, 'pre'); at("E", lambda: re.sub(r'object at.*', '', repr(e))); at("sub", lambda: e.submit()); at("sub5", lambda: e.submit(5).result()); at("sub", lambda: e.submit(print, 'x', end='!\n').result()); at("fnkw", lambda: e.submit(fn=print)); at("name", lambda: e.submit(lambda: threading.current_thread().name).result())
at("map", lambda: list(e.map(lambda x: x*2, [1,2,3]))); at("map2", lambda: list(e.map(pow, [1,2,3],[2,2]))); at("map t", lambda: list(e.map(time.sleep, [.05], timeout=0.001))); at("map err", lambda: list(e.map(lambda x: 1//x, [1,0,2]))); at("map none", lambda: e.map()); at("map nofn", lambda: list(e.map(5,[1]))); at("map cs", lambda: list(e.map(abs,[-1],chunksize=0))); at("map cs", lambda: list(e.map(abs,[-1],chunksize=-1))); at("map noit", lambda: list(e.map(abs))); at("map noniter", lambda: e.map(abs, 5)); at("map type", lambda: type(e.map(abs,[1])).__name__); at("map bs", lambda: e.map(abs,[1], buffersize=1))
at("sd", e.shutdown); at("sub", lambda: e.submit(print)); at("map", lambda: e.map(print,[1])); at("sd", lambda: e.shutdown(1)); at("sd kw", lambda: e.shutdown(wait=False, cancel_futures=True)); at("sd 2", lambda: e.shutdown(True, True)); at("with", lambda: e.__enter__() is e); at("exit", lambda: e.__exit__(None,None,None))
at("wait", lambda: cf.wait([])); at("wait bad", lambda: cf.wait([F()], return_when='x')); at("wait 5", lambda: cf.wait(5)); at("wait [5]", lambda: cf.wait([5]))
f1=F(); f1.set_result(1); f2=F()
at("wait t", lambda: cf.wait([f1,f2], timeout=0)); at("wait FC", lambda: cf.wait([f1,f2], return_when=cf.FIRST_COMPLETED)); at("wait FE", lambda: cf.wait([f1,f2], timeout=0, return_when=cf.FIRST_EXCEPTION)); at("wait a", lambda: cf.wait([f1,f2], timeout='a')); at("wait dup", lambda: cf.wait([f1,f1])); at("wait names", lambda: cf.wait([f1])._fields); at("wait dict", lambda: cf.wait({f1:1}))
at("ac", lambda: [x is f1 for x in cf.as_completed([f1,f1])]); at("ac t", lambda: list(cf.as_completed([f1,f2], timeout=0))); at("ac a", lambda: list(cf.as_completed([f1,f2], timeout='a'))); at("ac 5", lambda: list(cf.as_completed([5]))); at("ac5", lambda: list(cf.as_completed(5)));at("ac 4", lambda: list(cf.as_completed([f2,F(),F()], timeout=0)))
at("consts", lambda: (cf.FIRST_COMPLETED, cf.ALL_COMPLETED, cf.FIRST_EXCEPTION)); at("exc", lambda: (cf.TimeoutError is TimeoutError, cf.CancelledError, cf.CancelledError.__mro__, cf.InvalidStateError, cf.BrokenExecutor)); 
at("dir", lambda: cf.dir); at("attr", lambda: cf.foo)
B=cf.Executor
at("Ex", lambda: type(B())); at("Ex sub", lambda: B().submit(1)); at("Ex sd", lambda: B().shutdown()); at("Ex map", lambda: B().map(abs,[1]))
def init(): raise ValueError("init")

from concurrent.futures.thread import BrokenThreadPool
e=E(1, initializer=init); f=e.submit(print); at("broken", f.result); at("broken2", lambda: e.submit(print)); at("BTP", lambda: BrokenThreadPool.__mro__); e.shutdown()
e=E(1, initializer=print, initargs=(1,2)); at("ii", lambda: e.submit(abs,-3).result()); e.shutdown()
ev=threading.Event()
e=E(1); a=e.submit(ev.wait); fs=[e.submit(abs,i) for i in range(3)]; e.shutdown(wait=False, cancel_futures=True); at("cancelled", lambda: [x.cancelled() for x in fs]); at("state", lambda: fs[0]); ev.set(); at("a", a.result)
at("res cancelled", fs[0].result)
def raiser():
    try: 1/0
    except Exception as e: raise KeyError("k") from e
with E(1) as e:
    x=e.submit(raiser); at("exc", x.exception); at("cause", lambda: x.exception().__cause__); at("done", lambda: x)
    y=e.submit(sys.exit, 3); at("sysexit", y.result); at("y", lambda: y)

    w=e.submit(lambda: "a"*3); at("ok", w.result); at("w", lambda: w)
    at("E attrs", lambda: (e._max_workers, e._thread_name_prefix[:18], len(e._threads), e._shutdown, e._broken, type(e._work_queue).__name__))
with E() as e: at("default", lambda: e._max_workers == min(32, (__import__('os').process_cpu_count() or 1)+4))
g=E(1).map(lambda x: x, [1,2,3]); at("gen", lambda: (next(g), g.close(), list(g)))
