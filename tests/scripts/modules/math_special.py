import math

for x in (0.5, 1, 2.5, 5, 10, -0.5, 170):
    print(x, f"{math.gamma(x):.10g} {math.lgamma(x):.10g} {math.erf(x):.10f} {math.erfc(x):.10g}")
print(math.cbrt(8), f"{math.cbrt(27):.12f}", math.erf(0), math.gamma(5))
