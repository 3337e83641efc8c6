import threading


class Task(threading.Thread):
    def __init__(self, f, *args):
        super().__init__()
        self.f, self.args, self.result, self.error = f, args, None, None

    def run(self):
        try:
            self.result = self.f(*self.args)
        except Exception as e:
            self.error = e

    def get(self):
        self.join()
        if self.error is not None:
            raise self.error
        return self.result


tasks = [Task(divmod, 10, n) for n in (3, 0, 4)]
for t in tasks:
    t.start()
for t in tasks:
    try:
        print(t.get())
    except ZeroDivisionError as e:
        print("error:", e)
