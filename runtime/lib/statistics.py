"""Statistics of numbers: averages, spread, how two series go together, the normal distribution.

Sums are exact: numbers become fractions first, so that the result does not depend on their order and is rounded once.
"""

import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from fractions import Fraction
from operator import itemgetter

__all__ = [
    "NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
    "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode", "multimode", "pstdev",
    "pvariance", "quantiles", "stdev", "variance",
]


class StatisticsError(ValueError):
    pass


def _exact(x):
    """A number as a fraction; infinities and NaN as they are."""
    try:
        return Fraction(*x.as_integer_ratio())
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None
    except (OverflowError, ValueError):
        return None


def _sum(data):
    """The type of the result, the exact sum, and how many numbers there were."""
    kind, count, special = int, 0, None
    parts = {}
    for x in data:
        count += 1
        kind = _common(kind, type(x))
        exact = _exact(x)
        if exact is None:
            special = x if special is None else special + x
        else:
            n, d = exact.as_integer_ratio()
            parts[d] = parts.get(d, 0) + n
    if special is not None:
        return kind, special, count
    return kind, sum((Fraction(n, d) for d, n in parts.items()), Fraction(0)), count


def _common(a, b):
    """The type of a result from two types of numbers."""
    if a is b or b is bool or b is int:
        return a
    if a in (int, bool) or issubclass(b, a):
        return b
    if issubclass(a, b):
        return a
    for kind in a, b:
        if issubclass(kind, float):
            return kind
    raise TypeError(f"don't know how to coerce {a.__name__} and {b.__name__}")


def _as(value, kind):
    """A fraction as a number of this type."""
    if type(value) is kind:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    try:
        return kind(value)
    except TypeError:
        return kind(value.numerator) / kind(value.denominator)


def _list(data, message):
    data = list(data)
    if not data:
        raise StatisticsError(message)
    return data


def mean(data):
    """Return the arithmetic mean."""
    kind, total, count = _sum(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return _as(total / count, kind)


def fmean(data, weights=None):
    """Return the arithmetic mean as a float, fast."""
    if weights is None:
        data = list(data)
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(data) / len(data)
    data, weights = list(data), list(weights)
    if len(data) != len(weights):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.sumprod(data, weights) / total


def geometric_mean(data):
    """Return the geometric mean as a float."""
    count, has_zero, logs = 0, False, []
    for count, x in enumerate(data, 1):
        if x > 0.0 or math.isnan(x):
            logs.append(math.log(x))
        elif x == 0.0:
            has_zero = True
        else:
            raise StatisticsError("No negative inputs allowed", x)
    if not count:
        raise StatisticsError("Must have a non-empty dataset")
    total = math.fsum(logs)
    if math.isnan(total):
        return math.nan
    if has_zero:
        return math.nan if total == math.inf else 0.0
    return math.exp(total / count)


def harmonic_mean(data, weights=None):
    """Return the harmonic mean."""
    data = _list(data, "harmonic_mean requires at least one data point")
    negative = "harmonic mean does not support negative values"
    if len(data) == 1 and weights is None:
        if not isinstance(data[0], (int, float, Fraction)):
            raise TypeError("unsupported type")
        if data[0] < 0:
            raise StatisticsError(negative)
        return data[0]
    if weights is None:
        weights, total = [1] * len(data), len(data)
    else:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError("Number of weights does not match data size")
        if any(weight < 0 for weight in weights):
            raise StatisticsError(negative)
        total = _sum(weights)[1]
    if any(x < 0 for x in data):
        raise StatisticsError(negative)
    try:
        kind, inverse, _ = _sum(weight / x if weight else 0 for weight, x in zip(weights, data))
    except ZeroDivisionError:
        return 0
    if inverse <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _as(total / inverse, kind)


def median(data):
    """Return the middle value, the mean of the two middle ones if there are two."""
    data = _list(sorted(data), "no median for empty data")
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    """Return the middle value, the lower if there are two."""
    data = _list(sorted(data), "no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    """Return the middle value, the higher if there are two."""
    data = _list(sorted(data), "no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """Estimate the median of values that were rounded to the middle of intervals."""
    data = _list(sorted(data), "no median for empty data")
    count = len(data)
    x = data[count // 2]
    low, high = bisect_left(data, x), bisect_right(data, x)
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float") from None
    return (x - interval / 2.0) + interval * (count / 2 - low) / (high - low)


def mode(data):
    """Return the most frequent value, the first of them if there are several."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    """Return the most frequent values, in the order in which they came."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """Return the n - 1 points that divide the data into n parts of the same probability."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        if count == 1:
            return data * (n - 1)
        raise StatisticsError("must have at least one data point")
    if method == "inclusive":
        result = []
        for i in range(1, n):
            at, rest = divmod(i * (count - 1), n)
            result.append((data[at] * (n - rest) + data[at + 1] * rest) / n)
        return result
    if method == "exclusive":
        result = []
        for i in range(1, n):
            at = min(max(i * (count + 1) // n, 1), count - 1)
            rest = i * (count + 1) - at * n
            result.append((data[at - 1] * (n - rest) + data[at] * rest) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def _squares(data, center):
    """The type, the exact sum of squared distances from a center (the mean, if none is given), and the count."""
    data = list(data)
    if center is not None:
        kind, total, count = _sum((x - center) * (x - center) for x in data)
        return kind, total, count
    kind, total, count = _sum(data)
    if count == 0 or not isinstance(total, Fraction):
        return kind, (total - total if count else Fraction(0)), count
    center = total / count
    squares = sum(((_exact(x) - center) ** 2 for x in data), Fraction(0))
    return kind, squares, count


def variance(data, xbar=None):
    """Return the variance of a sample."""
    kind, squares, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _as(squares / (count - 1), kind)


def pvariance(data, mu=None):
    """Return the variance of a whole population."""
    kind, squares, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _as(squares / count, kind)


def _root(square):
    """The square root of a fraction, rounded once."""
    n, d = square.numerator, square.denominator
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        whole, scale = _odd_root(n, d << 2 * shift) << shift, 1
    else:
        whole, scale = _odd_root(n << -2 * shift, d), 1 << -shift
    return whole / scale


def _odd_root(n, m):
    """The square root of n / m to odd: what was cut off is told by the last bit."""
    root = math.isqrt(n // m)
    return root | (root * root * m != n)


def _deviation(square, kind):
    if not isinstance(square, Fraction):
        return math.sqrt(square) if square == square else square
    return _root(square) if square else 0.0


def stdev(data, xbar=None):
    """Return the standard deviation of a sample."""
    kind, squares, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _deviation(squares / (count - 1), kind)


def pstdev(data, mu=None):
    """Return the standard deviation of a whole population."""
    kind, squares, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _deviation(squares / count, kind)


def _pairs(x, y, name):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(f"{name} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{name} requires at least two data points")
    return x, y


def covariance(x, y, /):
    """Return the covariance of two samples."""
    x, y = _pairs(x, y, "covariance")
    count = len(x)
    xbar, ybar = math.fsum(x) / count, math.fsum(y) / count
    return math.sumprod((a - xbar for a in x), (b - ybar for b in y)) / (count - 1)


def _ranks(values):
    """The rank of each value, from -(n-1)/2 to (n-1)/2; equal ones share the mean of theirs."""
    order = sorted(zip(values, range(len(values))), key=itemgetter(0))
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and order[end][0] == order[at][0]:
            end += 1
        for _, place in order[at:end]:
            ranks[place] = (at + end - 1) / 2 - (len(values) - 1) / 2
        at = end
    return ranks


def correlation(x, y, /, *, method="linear"):
    """Return Pearson's correlation coefficient, or Spearman's with method="ranked"."""
    x, y = _pairs(x, y, "correlation")
    if method not in ("linear", "ranked"):
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        x, y = _ranks(x), _ranks(y)
    else:
        xbar, ybar = math.fsum(x) / len(x), math.fsum(y) / len(y)
        x, y = [a - xbar for a in x], [b - ybar for b in y]
    both, xx, yy = math.sumprod(x, y), math.sumprod(x, x), math.sumprod(y, y)
    try:
        return both / math.sqrt(xx * yy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """Return slope and intercept of the line that fits best."""
    x, y = _pairs(x, y, "linear regression")
    if not proportional:
        xbar, ybar = math.fsum(x) / len(x), math.fsum(y) / len(y)
        x, y = [a - xbar for a in x], [b - ybar for b in y]
    both, xx = math.sumprod(x, y) + 0.0, math.sumprod(x, x)
    try:
        slope = both / xx
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)


def _by(coefficients, r):
    """A polynomial, highest power first."""
    total = 0.0
    for coefficient in coefficients:
        total = total * r + coefficient
    return total


# Wichura's approximation of the inverse of the normal distribution (algorithm AS 241, PPND16).
_CENTRAL = ((2.50908_09287_30122_6727e+3, 3.34305_75583_58812_8105e+4, 6.72657_70927_00870_0853e+4,
             4.59219_53931_54987_1457e+4, 1.37316_93765_50946_1125e+4, 1.97159_09503_06551_4427e+3,
             1.33141_66789_17843_7745e+2, 3.38713_28727_96366_6080e+0),
            (5.22649_52788_52854_5610e+3, 2.87290_85735_72194_2674e+4, 3.93078_95800_09271_0610e+4,
             2.12137_94301_58659_5867e+4, 5.39419_60214_24751_1077e+3, 6.87187_00749_20579_0830e+2,
             4.23133_30701_60091_1252e+1, 1.0))
_NEAR = ((7.74545_01427_83414_07640e-4, 2.27238_44989_26918_45833e-2, 2.41780_72517_74506_11770e-1,
          1.27045_82524_52368_38258e+0, 3.64784_83247_63204_60504e+0, 5.76949_72214_60691_40550e+0,
          4.63033_78461_56545_29590e+0, 1.42343_71107_49683_57734e+0),
         (1.05075_00716_44416_84324e-9, 5.47593_80849_95344_94600e-4, 1.51986_66563_61645_71966e-2,
          1.48103_97642_74800_74590e-1, 6.89767_33498_51000_04550e-1, 1.67638_48301_83803_84940e+0,
          2.05319_16266_37758_82187e+0, 1.0))
_FAR = ((2.01033_43992_92288_13265e-7, 2.71155_55687_43487_57815e-5, 1.24266_09473_88078_43860e-3,
         2.65321_89526_57612_30930e-2, 2.96560_57182_85048_91230e-1, 1.78482_65399_17291_33580e+0,
         5.46378_49111_64114_36990e+0, 6.65790_46435_01103_77720e+0),
        (2.04426_31033_89939_78564e-15, 1.42151_17583_16445_88870e-7, 1.84631_83175_10054_68180e-5,
         7.86869_13114_56132_59100e-4, 1.48753_61290_85061_48525e-2, 1.36929_88092_27358_05310e-1,
         5.99832_20655_58879_37690e-1, 1.0))


def _normal_inverse(p, mu, sigma):
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return mu + _by(_CENTRAL[0], r) * q / _by(_CENTRAL[1], r) * sigma
    r = math.sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
    above, below = _NEAR if r <= 5.0 else _FAR
    r -= 1.6 if r <= 5.0 else 5.0
    x = _by(above, r) / _by(below, r)
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    """A normal distribution."""

    __slots__ = {"_mu": "Arithmetic mean of a normal distribution",
                 "_sigma": "Standard deviation of a normal distribution"}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """Make one with the mean and the standard deviation of a sample."""
        data = list(data)
        center = fmean(data)
        return cls(center, stdev(data))

    def samples(self, n, *, seed=None):
        """Return n random numbers."""
        source = random.random if seed is None else random.Random(seed).random
        return [_normal_inverse(source(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """The density at x."""
        square = self._sigma * self._sigma
        if not square:
            raise StatisticsError("pdf() not defined when sigma is zero")
        distance = x - self._mu
        return math.exp(distance * distance / (-2.0 * square)) / math.sqrt(math.tau * square)

    def cdf(self, x):
        """The probability of a number below x."""
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * math.sqrt(2.0))))

    def inv_cdf(self, p):
        """The x below which numbers are with this probability."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        return _normal_inverse(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """The n - 1 points that divide it into n parts of the same probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def zscore(self, x):
        """How many standard deviations x is above the mean."""
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    @property
    def median(self):
        return self._mu

    @property
    def mode(self):
        return self._mu

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def overlap(self, other):
        """The area that two densities share."""
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        a, b = self, other
        if (b._sigma, b._mu) < (a._sigma, a._mu):
            a, b = b, a
        if not a.variance or not b.variance:
            raise StatisticsError("overlap() not defined when sigma is zero")
        more = b.variance - a.variance
        distance = math.fabs(b._mu - a._mu)
        if not more:
            return 1.0 - math.erf(distance / (2.0 * a._sigma * math.sqrt(2.0)))
        middle = a._mu * b.variance - b._mu * a.variance
        root = a._sigma * b._sigma * math.sqrt(distance * distance + more * math.log(b.variance / a.variance))
        x1, x2 = (middle + root) / more, (middle - root) / more
        return 1.0 - (math.fabs(b.cdf(x1) - a.cdf(x1)) + math.fabs(b.cdf(x2) - a.cdf(x2)))

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __rsub__(self, other):
        return -(self - other)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * math.fabs(other))

    __rmul__ = __mul__

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / math.fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
