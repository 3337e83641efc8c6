class Halt(BaseException):
    pass


raise Halt("not an Exception")
