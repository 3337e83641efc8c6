def f(*args, **kwargs): raise ValueError((args, kwargs))
f(1,
  2,
  x=3)
