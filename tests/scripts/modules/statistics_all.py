"""statistics: averages, spread, quantiles, pairs of series, the normal distribution."""

import statistics as s
from fractions import Fraction as F


def attempt(name, *arguments, **keywords):
    try:
        print(name, getattr(s, name)(*arguments, **keywords))
    except Exception as error:
        print(name, type(error).__name__, error)


ints, floats, one = [3, 1, 4, 1, 5, 9, 2, 6], [0.1] * 10 + [1e10, 2.5, -7.25], [5]
for data in (ints, floats, one, [], [1, 2], [F(1, 3), F(1, 6)], [1, 2.5, True], range(10), iter([2, 4]), ["a", "b"], [1e300, -1e300, 3.0]):
    data = list(data)
    print(data)
    for name in ("mean", "fmean", "median", "median_low", "median_high", "mode", "multimode", "pstdev", "pvariance", "stdev", "variance", "quantiles"):
        attempt(name, data)
for data in ([1, 2, 4], [2.5, 3], [0, 1], [-1, 2], [], [7], [1, 0.0]):
    attempt("geometric_mean", data)
    attempt("harmonic_mean", data)
attempt("harmonic_mean", [40, 60], weights=[5, 30])
attempt("fmean", [1, 2, 3], weights=[1, 1, 2])
attempt("fmean", [1, 2], [1])
attempt("fmean", [1, 2], [0, 0])
attempt("median_grouped", [52, 52, 53, 54])
attempt("median_grouped", [1, 3, 3, 5, 7], interval=2)
attempt("quantiles", ints, n=10)
attempt("quantiles", ints, n=4, method="inclusive")
attempt("quantiles", ints, n=0)
attempt("quantiles", ints, method="odd")
attempt("variance", ints, 4)
attempt("pvariance", ints, mu=3.5)
attempt("mode", ["red", "blue", "red"])
attempt("multimode", "aabbbbccddddeeffffgg")
x, y = [1, 2, 3, 4, 5, 6], [2.1, 3.9, 6.2, 8.1, 9.8, 12.3]
attempt("covariance", x, y)
attempt("correlation", x, y)
attempt("correlation", x, [1, 3, 2, 5, 4, 4], method="ranked")
attempt("linear_regression", x, y)
attempt("linear_regression", x, y, proportional=True)
for name in ("covariance", "correlation", "linear_regression"):
    attempt(name, x, [1])
    attempt(name, [1], [1])
    attempt(name, [1, 1], [1, 2])

n = s.NormalDist(100, 15)
print(n, n.mean, n.stdev, n.variance, n.median, n.mode, n.pdf(100), n.cdf(115), n.inv_cdf(0.5), n.zscore(130), n.quantiles())
print([n.inv_cdf(p) for p in (0.001, 0.1, 0.3, 0.7, 0.999, 1e-12)], n.overlap(s.NormalDist(110, 15)), n.overlap(s.NormalDist(110, 20)))
print(n + 5, 5 + n, n - 5, 5 - n, n * 2, n / 2, -n, +n, n + s.NormalDist(1, 8), n - s.NormalDist(1, 8), n == s.NormalDist(100.0, 15.0), hash(n) == hash(+n))
print(s.NormalDist.from_samples([70.3, 71.2, 73.9, 75.1]), n.samples(3, seed=8), s.NormalDist())
for call in (lambda: s.NormalDist(0, -1), lambda: n.inv_cdf(1), lambda: s.NormalDist(0, 0).pdf(1), lambda: s.NormalDist(0, 0).cdf(1), lambda: n.overlap(3)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
