class Bad(Exception):
    def __str__(self):
        raise ValueError("no string")


raise Bad("x")
