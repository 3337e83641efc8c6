def f(a, b):
    pass


print("start")
f(1,
  2,
  3)
