class Thing:
    def __init__(self):
        self.colour = "red"


print(Thing().color)
