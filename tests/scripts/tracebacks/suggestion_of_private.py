class A:
    def __init__(self):
        self.value = 1
    def _private(self): pass
    def go(self):
        return self.privat()
A().go()
