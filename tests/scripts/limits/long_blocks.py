source = ["def f(n):", "    if n == 0:", "        return 'zero'"]
for i in range(1, 1500):
    source += [f"    elif n == {i}:", f"        return 'case {i}'"]
source += ["    else:", "        return 'other'"]
exec("\n".join(source))
print(f(0), f(1), f(777), f(1499), f(5000))
source = ["total = 0", "for i in range(3):"]
source += [f"    total += {i}" for i in range(3000)]
source += ["    if i == 1:", "        continue", "    total += 1000000"]
exec("\n".join(source))
print(total)
source = ["def g(x):", "    while x:", "        x -= 1"]
source += ["        y = x * 2 + 1"] * 4000
source += ["    return y"]
exec("\n".join(source))
print(g(3))
source = ["class Big:"]
source += [f"    def method{i}(self):\n        return {i}" for i in range(600)]
exec("\n".join(source))
print(Big().method599(), sum(getattr(Big(), f"method{i}")() for i in range(600)))
source = [f"def function{i}(): return {i}" for i in range(500)]
exec("\n".join(source))
print(function499())
source = ["def m(x):", "    match x:"]
source += [f"        case {i} | 'n{i}':\n            return {i} * 2" for i in range(300)]
exec("\n".join(source))
print(m(299), m("n150"), m("none"))
source = ["try:", "    x = 1"] * 1
exec("x = 0\n" + "x += 1\n" * 10_000)
print(x)
exec("\n" * 5000 + "y = 5" + "\n" * 5000)
print(y)
exec(";".join(["z = 1"] * 5000))
print(z)
