for spec in ("", "d", "5d", "<5d", "^5d", ">5d", "05d", "+d", " d", "-d", "x", "X", "#x", "#o", "#b", "08b", "#010x", ",", "_", "_x", ",d", "e", ".2e", "f", ".1f", "g", "n", "%", ".1%", "c", "=+8d", "*=8d", "x^9", "z^+9,d"):
    try:
        print(repr(spec), "|" + format(77, spec) + "|", "|" + format(-77, spec) + "|")
    except (ValueError, OverflowError) as e:
        print(repr(spec), e)
for spec in ("", ".0f", ".2f", "10.3f", "<10.1f", "+.1f", "010.2f", "e", ".3E", "g", ".3g", "G", "#g", "n", "%", ".1%", ",", ",.2f", "_.1f", ".3", "10", "^12.2e", "*>12", "z.0f", "F"):
    for x in (3.14159265, -0.00001234, 12345678.9, 0.0):
        print(repr(spec), "|" + format(x, spec) + "|", end=" ")
    print()
for spec in ("", "5", "<5", ">5", "^5", "*^6", ".2", "5.1", "s", "-<6s", "05"):
    print(repr(spec), "|" + format("abc", spec) + "|")
for value, spec in (("a", "d"), ("a", "+"), ("a", "="), (1, "s"), (1.5, "d"), (1, ".2d"), (1, "q"), ("a", ","), (1, ",_"), (1.5, "x"), (1, "#c"), ("a", "#"), ("a", "z"), (1, "1000000000000000000000"), (1, "5.x"), (1.0, "Q"), (65, "+c"), (65, ",c"), ("x", "5d5")):
    try:
        print(format(value, spec))
    except ValueError as e:
        print(repr(spec), e)
for x in (float("inf"), float("-inf"), float("nan")):
    print(format(x, ""), format(x, "f"), format(x, "010.1f"), format(x, "F"), format(x, "+g"), format(x, ">8"), format(x, "%"))
print(format(True), format(True, "d"), format(True, "5"), format(None), format([1], ""))
print(format(1e100, ",.0f")[:30], format(10 ** 25, ","), format(1234.5, "010,.1f"), format(123, "010,"))
