print("{} {}".format(1, "a"), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2), "{{}} {{{}}}".format(5))
print("{0[1]} {0[0]} {1[key]}".format([1, 2], {"key": "v"}), "{0.real} {0.imag}".format(5), "{p.x}".format(p=type("P", (), {"x": 3})))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>6}".format("a"))
print("{:>10}|{:<10}|{:^10}|{:*^10}".format("a", "b", "c", "d"), "{:{}}|{:>{w}}".format("x", 5, "y", w=4))
print("{:d} {:x} {:#x} {:o} {:b} {:08b} {:c}".format(42, 42, 42, 42, 5, 5, 65))
print("{:,} {:_} {:,.2f} {:.3f} {:10.2f}| {:+d} {: d} {:e} {:g} {:%}".format(1234567, 1234567, 1234567.891, 3.14159, 2.5, 5, 5, 12345.0, 0.0001, 0.25))
print("{name!r:^{width}}".format(name="n", width=9), "{:>{}.{}f}".format(3.14159, 8, 2))
print(str.format("{}-{}", 1, 2), "{}".format([1]), "{}".format(None), "{:}".format("x"), "{:s}".format("x"))
print("{x}".format_map({"x": 1}))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt(lambda: "{}".format())
attempt(lambda: "{a}".format(b=1))
attempt(lambda: "{0} {}".format(1, 2))
attempt(lambda: "{} {0}".format(1, 2))
attempt(lambda: "{".format(1))
attempt(lambda: "}".format(1))
attempt(lambda: "{!x}".format(1))
attempt(lambda: "{:d}".format("a"))
attempt(lambda: "{:s}".format(1))
attempt(lambda: "{:.2d}".format(1))
attempt(lambda: "{0.nope}".format(1))
attempt(lambda: "{0[x]}".format([1]))
attempt(lambda: "{0[5]}".format([1]))
attempt(lambda: "{:>>>}".format(1))
attempt(lambda: "{:5}".format(None))
attempt(lambda: "{:5}".format([]))
