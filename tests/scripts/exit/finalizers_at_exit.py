class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("bye", self.n)
a = A("global")
b = [A("in list")]
def f():
    x = A("local")
    print("f ends")
f()
import atexit
atexit.register(print, "atexit")
class B:
    held = A("class attr")
print("end")
