import sys

sys.setswitchinterval(0.005)
print(sys.getswitchinterval())
for value in (0.01, 0.0123456789, 1e-6, 1, True, 0.005, 2.5, 1e-9):
    sys.setswitchinterval(value)
    print(value, sys.getswitchinterval())
sys.setswitchinterval(0.005)
for bad in (0, -1, -0.5, 0.0, "1", None, [], 10 ** 400):
    try:
        sys.setswitchinterval(bad)
        print("accepted", bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
for code in ("sys.setswitchinterval()", "sys.setswitchinterval(1, 2)", "sys.getswitchinterval(1)", "sys.setswitchinterval(interval=1)"):
    try:
        eval(code)
    except TypeError as e:
        print(e)
print(sys.getswitchinterval())
