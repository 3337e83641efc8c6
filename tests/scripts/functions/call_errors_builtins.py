calls = [
    "len()", "len(1, 2)", "len(5)", "len(None)", "ord('ab')", "ord(5)", "ord('')", "chr('a')", "chr(-1)", "chr(1114112)", "abs()", "abs('x')",
    "int('x')", "int([])", "int(1, 2, 3)", "float('x')", "str(1, 2)", "str(b'x', 5)", "list(1)", "list(1, 2)", "tuple(1, 2)", "dict(1)", "set(1)", "range()", "bool(1, 2)",
    "isinstance(1)", "isinstance(1, 5)", "isinstance(1, 'int')", "issubclass(1, int)", "issubclass(int, 5)", "callable()", "hash([])", "hash({})", "id()", "iter(5)", "iter(5, 5)", "next(5)", "next([])", "next(iter([]))",
    "min()", "min(5)", "min([])", "max(())", "max([], default=3)", "max(1, 2, default=3)", "max(1, 'a')", "sum(5)", "sum(['a'])", "sum([[1]])", "sum('ab')", "sum(['a'], '')", "sorted()", "sorted([1], key=5)", "reversed(5)", "reversed({1})", "enumerate()", "enumerate(5)", "zip(5)", "zip([1], 5)", "map()", "map(len)", "map(5, [1])", "list(map(5, [1]))", "filter()", "filter(None)", "all(5)", "any(5)",
    "round('x')", "round(1.5, 'x')", "round(1.5, 1.5)", "pow(1)", "pow('a', 1)", "pow(1, 2, 'x')", "divmod(1)", "hex('x')", "bin(1.5)", "oct(None)", "getattr(1)", "getattr(1, 2)", "getattr(1, 'x')", "getattr(1, 'x', 0)", "setattr(1, 'x', 2)", "delattr(1, 'x')", "hasattr(1)", "hasattr(1, 2)", "vars(1)", "format(1, 2)", "format(1, 'zz')", "print(sep=5)", "print(end=1)", "print(foo=1)", "input(1, 2)", "repr()", "ascii()", "type()", "type(1, 2)", "type('X', 1, {})", "type('X', (), 5)", "type(5, (), {})", "super()", "slice()", "zip([1, 2], [1], strict=True)", "list(zip([1, 2], [1], strict=True))", "list(zip([1], [1, 2], strict=True))", "bytes('a')", "'a'.join(1)", "[].append()", "[].sort(5)", "{}.get()", "''.format_map()", "object.__new__()", "object.__new__(5)", "int.__new__(str)", "eval()", "exec(5)", "compile('x', 'f', 'bad')", "staticmethod()", "property(1, 2, 3, 4, 5)", "globals(1)", "frozenset(5)", "bytearray('a')", "chr(1.5)", "ord(b'ab')", "ord(b'a')",
]
for code in calls:
    try:
        result = eval(code)
        print(code, "=", type(result).__name__)
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)
