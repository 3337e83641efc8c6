print(eval("1 + 2"), eval("x + 1", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 5 "), eval("[i for i in range(3)]"), eval("(lambda a: a * 2)(4)"))
x = 10
print(eval("x"), eval("x", {"x": 20}))
exec("y = x + 1")
print(y)
space = {}
exec("a = 1\ndef f(n):\n    return n + a\nb = f(5)", space)
print(space["b"], sorted(k for k in space if not k.startswith("__")), "__builtins__" in space)
exec("print('from exec', z)", {"z": 3})
code = compile("p * q", "<formula>", "eval")
print(eval(code, {"p": 6, "q": 7}), type(code).__name__, code.co_name, code.co_filename)
code = compile("for i in range(2):\n    print('loop', i)", "file.py", "exec")
exec(code)


def scope():
    inner = 5
    exec("print(inner)")
    print(eval("inner + 1"))
    exec("inner = 6")
    return inner


print(scope())
local_space = {}
exec("v = 1\nw = v + 1", {}, local_space)
print(local_space)
for code in ("1 +", "x = 1", "undefined", "1 / 0", "import os", ""):
    try:
        print(eval(code))
    except Exception as e:
        print(repr(code), type(e).__name__, e)
for code in ("if", "1 1", "def f(:", "return 1", "  x = 1"):
    try:
        exec(code)
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e)
try:
    exec("x = 1", 5)
except TypeError as e:
    print(e)
try:
    eval(5)
except TypeError as e:
    print(e)
exec("")
exec("# only a comment\n\n")
exec("class K:\n    z = 3\nprint(K.z, K.__name__, K.__module__)")
g = {"__name__": "custom"}
exec("class K: pass\nprint(K.__module__)", g)
print(eval("f'{x!r:>5}'"), eval("x if x else 0"), eval("(\n1 +\n2)"), eval(b"1 + 1"))
