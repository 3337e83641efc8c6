import time

a = time.time()
b = time.time()
print(isinstance(a, float), b >= a, a > 1_600_000_000)
p, q = time.perf_counter(), time.perf_counter()
print(isinstance(p, float), q >= p)
m, n = time.monotonic(), time.monotonic()
print(isinstance(m, float), n >= m)
for f in (time.time_ns, time.perf_counter_ns, time.monotonic_ns, time.process_time_ns, time.thread_time_ns):
    print(f.__name__, isinstance(f(), int), f() <= f())
print(isinstance(time.process_time(), float), isinstance(time.thread_time(), float), time.process_time() >= 0)
start = time.perf_counter()
print(time.sleep(0.02))
elapsed = time.perf_counter() - start
print(0.02 <= elapsed, time.sleep(0))
before = time.process_time()
time.sleep(0.5)
print(time.process_time() - before < 0.4)
for code in ("time.sleep(-1)", "time.sleep('x')", "time.sleep()", "time.sleep(None)", "time.time(1)", "time.sleep(float('nan'))", "time.sleep(1e300)"):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
before, now, after = time.time_ns(), time.time(), time.time_ns()
print(before / 1e9 - 1e-3 <= now <= after / 1e9 + 1e-3, time.sleep(True and 0.001))
print(time.__name__, time.sleep.__name__)
