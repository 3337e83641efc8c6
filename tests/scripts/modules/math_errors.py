import math

for code in ("math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.acos(2)", "math.factorial(-1)", "math.factorial(1.5)", "math.sqrt('x')", "math.floor('x')", "math.exp(1000)", "math.pow(0, -1)", "math.isqrt(-1)", "math.comb(1, -1)", "math.gcd(1.5, 2)", "math.sqrt()", "math.sqrt(1, 2)", "math.fmod(1, 0)", "math.log(1, 1)", "math.ldexp(1, 5000)", "math.prod(5)", "math.dist([1], [1, 2])", "math.nope", "math.gamma(0)", "math.floor(math.inf)", "math.ceil(math.nan)", "math.log(2, 0)"):
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, type(e).__name__, e)
