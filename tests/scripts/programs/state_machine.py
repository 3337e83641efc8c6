class State:
    transitions = {}

    def __init_subclass__(cls):
        State.registry[cls.__name__] = cls

    registry = {}

    def handle(self, event, machine):
        target = self.transitions.get(event)
        if target is None:
            return machine.reject(self, event)
        machine.enter(target)

    def on_enter(self, machine):
        pass

    def on_exit(self, machine):
        pass


class Idle(State):
    transitions = {"coin": "Ready"}


class Ready(State):
    transitions = {"push": "Idle", "coin": "Ready", "break": "Broken"}

    def on_enter(self, machine):
        machine.credit += 1

    def on_exit(self, machine):
        machine.log.append("leaving Ready")


class Broken(State):
    transitions = {"repair": "Idle"}

    def handle(self, event, machine):
        if event != "repair":
            raise RuntimeError(f"{event} while broken")
        super().handle(event, machine)


class Machine:
    def __init__(self):
        self.state = State.registry["Idle"]()
        self.credit = 0
        self.log = []

    def enter(self, name):
        self.state.on_exit(self)
        self.log.append(f"{type(self.state).__name__} -> {name}")
        self.state = State.registry[name]()
        self.state.on_enter(self)

    def reject(self, state, event):
        self.log.append(f"{type(state).__name__} ignores {event}")

    def feed(self, *events):
        for e in events:
            try:
                self.state.handle(e, self)
            except RuntimeError as err:
                self.log.append(f"error: {err}")


m = Machine()
m.feed("push", "coin", "coin", "push", "coin", "break", "push", "coin", "repair", "coin")
print("\n".join(m.log))
print(m.credit, type(m.state).__name__, sorted(State.registry))
