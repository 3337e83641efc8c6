class A: pass
class B(A): pass
class C: pass


b = B()
print(isinstance(b, B), isinstance(b, A), isinstance(b, C), isinstance(b, (C, A)), isinstance(b, object), isinstance(B, type), isinstance(b, ()))
print(isinstance(1, int), isinstance(True, int), isinstance(1, bool), isinstance(1.0, int), isinstance("", str), isinstance(None, type(None)), isinstance([], (tuple, (set, list))))
print(issubclass(B, A), issubclass(A, B), issubclass(B, (C, A)), issubclass(bool, int), issubclass(int, object), issubclass(B, B))
print(isinstance(1, int | str), isinstance("a", int | str), isinstance(1.5, int | str), issubclass(bool, int | None), isinstance(None, int | None), int | str)
for code in ("isinstance(1, 'int')", "isinstance(1, [int])", "issubclass(1, int)", "issubclass(int, 1)", "isinstance(1, (int, 'x'))", "isinstance('a', (int, 'x'))", "isinstance()"):
    try:
        print(eval(code))
    except TypeError as e:
        print(e)
print(isinstance(ValueError(), Exception), isinstance(len, type(print)), isinstance(lambda: 0, type(A)), callable(A), callable(b), callable(len), callable(A().__init__), callable(None))
print(type(b), type(b) == B, type(b) is A, type(1).__name__, type(type(1)).__name__)
