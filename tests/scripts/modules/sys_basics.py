import sys

print(sys.version_info[0], sys.version_info.major, sys.version_info >= (3, 8), isinstance(sys.version, str), sys.version_info[:1], len(sys.version_info), sys.version_info.releaselevel in ("final", "alpha", "beta", "candidate"))
print(sys.maxsize, sys.byteorder, sys.maxunicode, sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit > 0, sys.hash_info.width)
print(sys.getrecursionlimit(), sys.intern("abc") is sys.intern("ab" + "c"), isinstance(sys.platform, str), isinstance(sys.executable, str), sys.argv)
print(sys.stdout.write("text\n"), sys.stdout.name, sys.stderr.name, sys.stdin.name, sys.stdout.encoding, sys.stdout.flush())
print(isinstance(sys.path, list), "sys" in sys.modules, sys.modules["sys"] is sys, sys.implementation.name in ("cpython", "gilvm"), sys._is_gil_enabled())
print(sys.getsizeof([]) > 0, sys.getrefcount(object()) >= 1, isinstance(sys.hexversion, int), sys.flags.optimize, sys.exc_info(), sys.getdefaultencoding(), sys.getfilesystemencoding())
a = []
before = sys.getrefcount(a)
b = a
print(sys.getrefcount(a) - before)
for code in ("sys.intern(5)", "sys.getrecursionlimit(1)", "sys.nope", "sys.getsizeof()", "sys.stdout.write(5)", "sys.stdout.write()", "sys.getrefcount()"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
print(sys.stdout.writelines(["a\n", "b\n"]), sys.stdout.isatty(), sys.stdout.writable())
print(isinstance(sys.version_info, tuple), sys.version_info == tuple(sys.version_info))
