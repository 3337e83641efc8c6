# A comment first.

def fine():
    return 1


class Fine:
    def method(self):
        return [
            1,
            2,
        ]

    def broken(self):
        return 1 +* 2
