g = {}
exec("x = 1\ndef f(): return x + 1\ny = f()", g)
print(g["y"], sorted(k for k in g if k != "__builtins__"))
l = {}
exec("a = 5; b = [a for _ in range(2)]\nclass C: z = 1", {}, l)
print(l["a"], l["b"], l["C"].z)
print(eval("x + y", g, {"y": 10}), eval("  1 + 1"), eval("lambda q: q * x", g)(4))
code = compile("n * 2", "<calc>", "eval")
for n in range(3):
    print(eval(code), end=" ")
print(code.co_filename, code.co_name)
exec(compile("for i in range(2):\n    print('loop', i)", "<loop>", "exec"))
exec(compile("1 + 1; 'shown?'", "<s>", "single"))
def scope():
    loc = 1
    exec("loc = 2; new = 3")
    print(loc, "new" in locals(), eval("loc + 5"))
    ns = {}
    exec("v = loc * 10", globals() | locals(), ns)
    print(ns)
    return [eval("loc", {"loc": k}) for k in range(2)]
print(scope())
for src in (
    "1 +", "x = 1",
    "def f(:", "import", "a b", "'abc", "(1", "1 = x", "f() = 1", "None = 1", "for", "if x\n  pass", "if x:\npass", "return 1", "yield 1", "break", "lambda: (yield)", "x = = 1", "a.b.c = ", "print 'x'", "exec 'x'", "else: 1", "class", "@", "0777", "1__0", "0xg", "1e", "'\\x1'", "f'{'", "f'{}'", "f'{a b}'", "b'ü'", "x!", "$", "a ? b", "nonlocal x", "global x; x = 1; global x", "def f():\n x = 1\n global x", "def f(x): global x", "del f()", "del 1", "with a as 1: pass", "import a.b as c.d", "from . import *", "from x import (a, b", "try: pass", "try: pass\nexcept: pass\nexcept A: pass", "async def f(): await = 1", "{1: 2, 3}", "{1, 2: 3}", "[1, 2", "]", "a = 5 if 1", "assert", "raise from x", "while True print(1)", "i++", "x =+ ", "not", "1 if 2 else", "a := 1", "(a.b := 1)", "f(a.b=1)", "f(1=2)", "f(True=1)", "del x,",
):
    for mode in ("eval", "exec"):
        try:
            compile(src, "<t>", mode)
            print(mode, repr(src), "compiles")
        except SyntaxError as e:
            print(mode, repr(src), type(e).__name__, e.msg, e.lineno, e.offset)
for bad in (
    lambda: eval(1), lambda: exec(None), lambda: eval("1", 2), lambda: eval("1", {}, 2),
    lambda: compile("1", "f", "bogus"), lambda: eval("undefined"), lambda: exec("1/0"),
    lambda: eval("1\n2"), lambda: eval(""), lambda: eval("\0"), lambda: exec("x", {}),
    lambda: eval(b"1 + 1"), lambda: compile(1, "f", "exec"),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
class NS(dict):
    def __missing__(self, k):
        if k.startswith("auto"): return k.upper()
        raise KeyError(k)
print(eval("auto_x + 'y'", {}, NS()))
try:
    eval("other", {}, NS())
except NameError as e:
    print("NameError", e)
exec("print(sorted(dir()))", {}, {"only": 1})
print(eval("[x for x in range(n)]", {"n": 3}), eval("(n for n in (1,2))").__next__())
print(eval(compile("(yield_ := 3) + yield_", "w", "eval")), yield_)
