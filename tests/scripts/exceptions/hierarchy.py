def tree(cls, depth=0):
    print("  " * depth + cls.__name__, cls.__base__.__name__)


names = "BaseException Exception SystemExit KeyboardInterrupt GeneratorExit StopIteration StopAsyncIteration ArithmeticError FloatingPointError OverflowError ZeroDivisionError AssertionError AttributeError BufferError EOFError ImportError ModuleNotFoundError LookupError IndexError KeyError MemoryError NameError UnboundLocalError OSError BlockingIOError ChildProcessError ConnectionError BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError ReferenceError RuntimeError NotImplementedError RecursionError SyntaxError IndentationError TabError SystemError TypeError ValueError UnicodeError UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError Warning BytesWarning DeprecationWarning FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning BaseExceptionGroup ExceptionGroup EncodingWarning"
import builtins
for name in names.split():
    cls = getattr(builtins, name)
    print(name, [c.__name__ for c in cls.__mro__[1:-1]])
print(IOError is OSError, EnvironmentError is OSError)
print([n for n in ("Exception", "ValueError") if getattr(builtins, n).__module__ == "builtins"])
