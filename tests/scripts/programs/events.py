class Emitter:
    def __init__(self):
        self._handlers = {}

    def on(self, event, handler=None, *, priority=0):
        if handler is None:
            return lambda f: self.on(event, f, priority=priority) or f
        self._handlers.setdefault(event, []).append((priority, handler))
        self._handlers[event].sort(key=lambda p: -p[0])

    def off(self, event, handler):
        self._handlers[event] = [(p, h) for p, h in self._handlers.get(event, []) if h != handler]

    def once(self, event, handler):
        def wrapper(*args, **kwargs):
            self.off(event, wrapper)
            return handler(*args, **kwargs)
        self.on(event, wrapper)

    def emit(self, event, *args, **kwargs):
        results, errors = [], []
        for _, handler in list(self._handlers.get(event, [])):
            try:
                results.append(handler(*args, **kwargs))
            except Exception as e:
                errors.append(e)
        if errors:
            raise ExceptionGroup(f"{event} failed", errors)
        return results


bus = Emitter()


@bus.on("greet")
def english(name, **_):
    return f"hello {name}"


@bus.on("greet", priority=5)
def loud(name, shout=False, **_):
    return name.upper() if shout else None


bus.once("greet", lambda name, **_: f"only once for {name}")
print(bus.emit("greet", "ann"), bus.emit("greet", "bob", shout=True), bus.emit("nothing"))
bus.off("greet", english)
print(bus.emit("greet", "cy"))


@bus.on("fail")
def one():
    raise ValueError("one")


@bus.on("fail")
def two():
    return "fine"


@bus.on("fail")
def three():
    return {}["three"]


try:
    bus.emit("fail")
except ExceptionGroup as g:
    print(g, g.exceptions)
    print("value errors", g.subgroup(ValueError).exceptions)
    print("key errors", g.split(KeyError)[0].exceptions)


class Observable:
    def __init__(self, **initial):
        object.__setattr__(self, "_data", dict(initial))
        object.__setattr__(self, "_watchers", [])

    def watch(self, f):
        self._watchers.append(f)

    def __getattr__(self, name):
        try:
            return self._data[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        old = self._data.get(name)
        self._data[name] = value
        if old != value:
            for w in self._watchers:
                w(name, old, value)


o = Observable(x=1)
o.watch(lambda *change: print("changed", *change))
o.x = 2
o.x = 2
o.y = [o.x]
print(o.x, o.y, getattr(o, "z", "none"))
