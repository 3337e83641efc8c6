import threading


class Worker(threading.Thread):
    def __init__(self, number):
        super().__init__(name=f"worker-{number}")
        self.number = number
        self.result = None

    def run(self):
        self.result = self.number ** 2


workers = [Worker(n) for n in range(4)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print([w.result for w in workers], workers[0].name, isinstance(workers[0], threading.Thread))


class Returning(threading.Thread):
    def __init__(self, target, *args):
        super().__init__(target=target, args=args)
        self.value = None

    def run(self):
        try:
            self.value = self._target(*self._args)
        finally:
            del self._target, self._args

    def join(self, timeout=None):
        super().join(timeout)
        return self.value


r = Returning(pow, 2, 10)
r.start()
print(r.join())


class Error(threading.Thread):
    def run(self):
        try:
            raise ValueError("kept")
        except ValueError as e:
            self.error = e


e = Error()
e.start()
e.join()
print(repr(e.error))
