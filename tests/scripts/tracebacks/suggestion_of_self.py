class A:
    def __init__(self):
        self.value = 1
        self.other_value = 2
    def go(self):
        return valeu + 1
    def go2(self):
        return value
A().go2()
