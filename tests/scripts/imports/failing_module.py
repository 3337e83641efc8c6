import sys
for _ in range(2):
    try:
        import _failing
    except ValueError as e:
        print(e, "_failing" in sys.modules)
try:
    import _bad_syntax
except SyntaxError as e:
    print(type(e).__name__, e.msg, e.lineno)
