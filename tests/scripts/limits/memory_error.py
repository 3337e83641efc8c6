for code in ("'x' * (10 ** 18)", "[0] * (10 ** 18)", "(0,) * (2 ** 62)", "b'x' * (10 ** 18)", "bytes(10 ** 18)", "bytearray(10 ** 18)", "'x'.ljust(10 ** 18)", "'x'.center(2 ** 62)", "'x'.zfill(10 ** 18)", "'%*d' % (10 ** 18, 1)", "f'{1:1000000000000000000}'"):
    try:
        eval(code)
        print("finished")
    except (MemoryError, OverflowError, ValueError) as e:
        print(code, type(e).__name__)
for code in ("'x' * (10 ** 30)", "[0] * (10 ** 30)", "[1][10 ** 30]", "[1][10 ** 30:]", "'abc'[-(10 ** 30):]", "1 << (10 ** 30)", "range(10 ** 30)[5]", "[].pop(10 ** 30)", "[1].insert(10 ** 30, 5)", "'a'.find('a', 10 ** 30)", "'a'.find('a', -(10 ** 30))", "slice(10 ** 30).indices(5)", "round(1.5, 10 ** 30)", "(5).to_bytes(10 ** 30, 'big')", "float(10 ** 400)", "[1, 2, 3][-(10 ** 30):10 ** 30]", "'a'.replace('a', 'b', 10 ** 30)", "'a b'.split(' ', 10 ** 30)", "hash(10 ** 30) == hash(10 ** 30)", "len(range(10 ** 18))"):
    try:
        print(code, "=", eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
print("alive")
