# Weak references: life and death, callbacks, collections, finalizers.
import threading
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Thing({self.name!r})"

    def shout(self):
        return self.name.upper()


def shown(reference):
    text = repr(reference)
    return text[: text.index(" at 0x")] + text[text.index(";"):].split(" at 0x")[0].rstrip(">")


def settle():
    # What a death has to call is called here at the latest: a call is a check point.
    pass


log = []
thing = Thing("a")
ref = weakref.ref(thing)
noted = weakref.ref(thing, lambda r: log.append(r is noted and r() is None))
print(ref() is thing, ref == noted, ref != noted, hash(ref) == hash(thing), ref.__callback__, shown(ref))
print(type(ref), noted.__callback__ is not None)
method = weakref.WeakMethod(thing.shout)
print(method()(), method == weakref.WeakMethod(thing.shout))
del thing
print(ref(), log, shown(ref), ref == noted, method(), noted.__callback__)

for value in (1, "text", [], {}, (), None):
    try:
        weakref.ref(value)
    except TypeError as e:
        print(e)


def function():
    pass


print(weakref.ref(function)() is function, weakref.ref(Thing)() is Thing, weakref.ref({1}.copy())())

# Collections.
things = [Thing(n) for n in "xyz"]
values = weakref.WeakValueDictionary((t.name, t) for t in things)
keys = weakref.WeakKeyDictionary({t: t.name for t in things})
members = weakref.WeakSet(things)
print(len(values), sorted(values), sorted(keys.values()), len(members), things[0] in members, values["x"])
gone = things.pop(0)
print(values.get("x"), keys[gone], values.pop("x"), "x" in values)
del gone
print(len(values), sorted(values.keys()), len(keys), len(members), sorted(map(repr, members)))
things.clear()
print(len(values), list(keys.items()), members, values.get("y", "none"))
try:
    values["y"]
except KeyError as e:
    print("KeyError", e)

# Proxies.
thing = Thing("proxied")
proxy = weakref.proxy(thing)
print(proxy.name, proxy.shout(), str(proxy), type(proxy).__name__)
proxy.name = "changed"
print(thing.name)
del thing
try:
    proxy.name
except ReferenceError as e:
    print(e)

# Finalizers.
thing = Thing("final")
final = weakref.finalize(thing, log.append, "finalized")
print(final.alive, final.atexit, final.peek()[2:])
del thing
settle()
print(log[-1], final.alive, final(), final.peek())
thing = Thing("by hand")
final = weakref.finalize(thing, lambda *args, **kw: (args, kw), 1, k=2)
print(final(), final.alive, final())
detached = weakref.finalize(thing, print, "never")
print(detached.detach()[2], detached.alive)
kept = Thing("kept")
weakref.finalize(kept, print, "at exit: first made, last called")
weakref.finalize(kept, print, "at exit: called first")
weakref.finalize(kept, print, "not called").atexit = False

# The last reference goes in another thread: the callback runs there.
where = []
box = [Thing("elsewhere")]
weakref.finalize(box[0], lambda: where.append(threading.current_thread().name))
thread = threading.Thread(target=box.clear, name="other")
thread.start()
thread.join()
print(where)


# A class derived from ref.
class Keyed(weakref.ref):
    def __new__(cls, obj, callback, key):
        self = super().__new__(cls, obj, callback)
        self.key = key
        return self

    def __init__(self, obj, callback, key):
        super().__init__(obj, callback)


thing = Thing("keyed")
keyed = Keyed(thing, lambda r: log.append(r.key), "the key")
print(keyed().name, keyed.key)
del thing
settle()
print(log[-1], keyed())
