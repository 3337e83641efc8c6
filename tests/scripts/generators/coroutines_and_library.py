from collections import deque, OrderedDict, defaultdict, Counter, namedtuple, ChainMap
from functools import wraps, partial, lru_cache, singledispatch, total_ordering, cached_property, reduce
from itertools import *
import contextlib, operator

def scheduler(tasks):
    ready = deque(tasks)
    log = []
    while ready:
        name, task = ready.popleft()
        try:
            log.append((name, task.send(None)))
        except StopIteration as stop:
            log.append((name, "returned", stop.value))
        except Exception as e:
            log.append((name, type(e).__name__))
        else:
            ready.append((name, task))
    return log
def count(n):
    for i in range(n):
        yield i
    return n * 10
def delegating(n):
    r = yield from count(n)
    yield f"sub={r}"
    try:
        r = yield from fails()
    except KeyError as e:
        yield f"caught {e!r}"
    raise RuntimeError("end")
def fails():
    yield "about to fail"
    raise KeyError("inside")
for line in scheduler([("a", count(2)), ("b", delegating(1)), ("c", iter_ := (x * x for x in range(2)))]):
    print(line)
def averager():
    total = n = 0
    avg = None
    while True:
        try:
            x = yield avg
        except ValueError:
            total = n = 0
            continue
        except GeneratorExit:
            print("closing with", avg)
            raise
        total += x; n += 1
        avg = total / n
g = averager(); next(g)
print(g.send(10), g.send(20), g.throw(ValueError), g.send(4), g.gi_frame is not None, g.gi_running)
print(g.close(), g.gi_frame, g.close())
for op in (
    lambda: next(g), lambda: g.send(1), lambda: count(1).send(5), lambda: g.throw(3),
    lambda: g.throw(KeyError("late")),
):
    try: print(op())
    except BaseException as e: print(type(e).__name__, e)
def stubborn():
    for _ in range(2):
        try: yield 1
        except GeneratorExit: pass
s = stubborn(); next(s)
try: s.close()
except RuntimeError as e: print(e)
s.close()
def reenter():
    yield next(r)
r = reenter()
try: next(r)
except ValueError as e: print(e)
def with_finally():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
for x in with_finally():
    break
w = with_finally(); next(w); del w
def stop_inside():
    yield 1
    raise StopIteration("leak")
try: list(stop_inside())
except RuntimeError as e: print(e, repr(e.__cause__))
@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ZeroDivisionError as e:
        print("swallowed", e)
    finally:
        print(f"</{name}>")
with tag("a") as A, tag("b") as B:
    print(A, B)
    1 / 0
print("after")
with contextlib.suppress(KeyError, IndexError): [][1]
with contextlib.ExitStack() as stack:
    for n in "xy": stack.enter_context(tag(n))
    stack.callback(print, "callback", 1)
class CM:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, t, v, tb): print("exit", self.n, t and t.__name__, v); return self.swallow
with CM(1, True), CM(2):
    raise LookupError("x")
with (CM(3) as a, CM(4) as b,):
    print(a.n + b.n)
for bad in ("with 3: pass", "with CM: pass", "with tag('q') as (a, b, c, d, e, f): pass"):
    try: exec(bad)
    except Exception as e: print(type(e).__name__, e)
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), fib.__name__, fib.__wrapped__.__name__)
@singledispatch
def desc(x): return "object"
@desc.register
def _(x: int): return "int"
@desc.register(list)
def _(x): return "list of " + ",".join(map(desc, x))
print(desc(1), desc([1, "a", [2]]), desc(True), desc(None))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f"V{self.v}"
print(V(1) <= V(2), V(2) >= V(3), sorted([V(3), V(1)]), max(V(1), V(9)))
class Lazy:
    @cached_property
    def big(self): print("computing"); return 42
l = Lazy(); print(l.big, l.big, vars(l))
P = namedtuple("P", "x y z", defaults=[0]); p = P(1, 2)
print(p, p._replace(x=9), p._asdict(), P._fields, p[1:], *p, P._make([7, 8, 9]), p == (1, 2, 0), hash(p) == hash((1, 2, 0)))
for bad in (
    lambda: P(1), lambda: P(1, 2, 3, 4), lambda: p._replace(q=1), lambda: setattr(p, "x", 3),
    lambda: namedtuple("Q", "a a"), lambda: namedtuple("Q", "class"), lambda: namedtuple("Q", "_a"),
):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
c = Counter("mississippi"); print(c, c.most_common(2), c["z"], c - Counter("miss"), c & Counter("sip"), sorted((c + Counter(a=2)).elements())[:3], c.total())
dd = defaultdict(list); [dd[len(w)].append(w) for w in "a bb cc d eee".split()]; print(dd, dict(dd))
od = OrderedDict(a=1, b=2, c=3); od.move_to_end("a"); print(od, od.popitem(last=False), list(reversed(od)))
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], dict(cm), cm.new_child({"b": 0})["b"])
d = deque(range(5), maxlen=3); d.append(9); d.rotate(1); d.appendleft(7); print(d, d[0], d.index(9), list(d)[::-1])
print(list(accumulate([1, 2, 3, 4], operator.mul)), list(chain.from_iterable(["ab", "c"])), list(combinations("abc", 2)), list(permutations([1, 2, 3], 2))[:3], list(product("ab", [1, 2])), list(islice(itcount if False else __import__("itertools").count(5, 2), 3)))
print([(k, list(g)) for k, g in groupby("aabbbc")], list(zip_longest("ab", "c", fillvalue="-")), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(starmap(pow, [(2, 3), (3, 2)])), list(compress("abcd", [1, 0, 1, 0])), list(filterfalse(bool, [0, 1, ""])), list(pairwise("abcd")), list(batched("abcde", 2)), [next(cyc) for cyc in [cycle("xy")] for _ in range(3)], *map(list, tee([1, 2])), list(repeat(1, 2)))
