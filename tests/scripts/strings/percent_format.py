print("%s %s" % ("a", 1), "%d" % 42, "%5d|%-5d|%05d" % (42, 42, 42), "%+d % d" % (5, 5))
print("%x %X %#x %o %#o" % (255, 255, 255, 8, 8), "%c%c" % ("a", 98), "%%" % ())
print("%f %.2f %10.3f|%-10.1f|" % (3.14159, 3.14159, 3.14159, 3.14159), "%e %E %g %G" % (12345.678, 0.00012, 0.00001, 1e20))
print("%r %s %a" % ("é", "é", "é"), "%10s|%-10s|%.2s" % ("ab", "ab", "abcdef"))
print("%(name)s is %(age)d" % {"name": "Ann", "age": 30}, "%(x)5.1f" % {"x": 2.25})
print("%*d %-*d| %.*f" % (5, 42, 5, 42, 2, 3.14159))
print("%s" % [1, 2], "%s" % (1,), "%s" % {"a": 1}, "%s" % None, "%d" % 3.99, "%d" % True, "%i" % 7, "%u" % 7)
print("%s %s" % ((1, 2), 3), "%.3s|%5.1s|" % ("abcdef", "xyz"), "%.0f %.0f" % (0.5, 1.5), "%5s%%" % 50)
print("%d" % 10 ** 1, "%d" % (10 ** 30), "%x" % (2 ** 70), "%+.3e" % 12345.6789, "%#.3g" % 1.0, "%08.3f" % -3.14159)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt(lambda: "%d" % "x")
attempt(lambda: "%s %s" % "x")
attempt(lambda: "%s" % (1, 2))
attempt(lambda: "%q" % 1)
attempt(lambda: "%" % 1)
attempt(lambda: "%(a)s" % {"b": 1})
attempt(lambda: "%(a)s" % 1)
attempt(lambda: "%c" % "ab")
attempt(lambda: "%f" % "x")
attempt(lambda: "%x" % 1.5)
attempt(lambda: "%d" % None)
attempt(lambda: "abc" % 1)
attempt(lambda: "abc" % ())
attempt(lambda: "%c" % 1.5)
