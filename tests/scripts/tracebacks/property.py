class Lazy:
    @property
    def value(self):
        return self._value


Lazy().value
