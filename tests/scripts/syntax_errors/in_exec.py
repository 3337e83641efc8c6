try:
    exec("x = = 1")
except SyntaxError as e:
    print(type(e).__name__, e.msg, e.lineno, e.offset, e.filename)
try:
    eval("1 +")
except SyntaxError as e:
    print(e.msg, e.lineno)
try:
    eval("x = 1")
except SyntaxError as e:
    print(e.msg, e.lineno, e.offset, e.end_offset)
try:
    compile("if x:\nprint(1)", "named.py", "exec")
except IndentationError as e:
    print(type(e).__name__, e.msg, e.filename, e.lineno, e)
try:
    exec("for")
except SyntaxError as e:
    print(e)
try:
    eval("")
except SyntaxError as e:
    print(e.msg)
exec("eval('1 1')")
