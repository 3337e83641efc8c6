import sys
try:
    sys.exit(5)
except SystemExit as e:
    print("caught", e.code, repr(e))
try:
    sys.exit()
except SystemExit as e:
    print(e.code)
try:
    try:
        sys.exit(1)
    except Exception:
        print("not an Exception")
    finally:
        print("finally runs")
except BaseException as e:
    print(type(e).__name__)
try:
    sys.exit(1, 2)
except TypeError as e:
    print(e)
