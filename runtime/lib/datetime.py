"""Dates and times: points on the calendar, lengths of time, and offsets from UTC."""

import time as _time

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]

MINYEAR = 1
MAXYEAR = 9999
_MAXORDINAL = 3652059

_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_FULL_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FULL_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"]
_LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _LENGTHS[month]


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_before_month(year, month):
    return sum(_LENGTHS[:month]) + (month > 2 and _is_leap(year))


def _ordinal(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(n):
    """Year, month and day of the n-th day since the year 1."""
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = 1
    while n >= _days_in_month(year, month):
        n -= _days_in_month(year, month)
        month += 1
    return year, month, n + 1


def _index(value):
    if isinstance(value, float):
        raise TypeError("'float' object cannot be interpreted as an integer")
    if not isinstance(value, int):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return value


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    for value, name, limit in ((hour, "hour", 23), (minute, "minute", 59), (second, "second", 59),
                               (microsecond, "microsecond", 999999)):
        if not 0 <= value <= limit:
            raise ValueError(f"{name} must be in 0..{limit}")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond


def _check_zone(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -timedelta(1) < offset < timedelta(1):
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)")


def _format_offset(offset, separator=":"):
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign, offset = "-", -offset
    hours, rest = divmod(offset.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    text = f"{sign}{hours:02d}{separator}{minutes:02d}"
    if seconds or offset.microseconds:
        text += f"{separator}{seconds:02d}"
        if offset.microseconds:
            text += f".{offset.microseconds:06d}"
    return text


def _format_time(hour, minute, second, microsecond, timespec="auto"):
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    if timespec == "hours":
        return f"{hour:02d}"
    if timespec == "minutes":
        return f"{hour:02d}:{minute:02d}"
    text = f"{hour:02d}:{minute:02d}:{second:02d}"
    if timespec == "seconds":
        return text
    if timespec == "milliseconds":
        return f"{text}.{microsecond // 1000:03d}"
    if timespec == "microseconds":
        return f"{text}.{microsecond:06d}"
    raise ValueError("Unknown timespec value")


def _strftime(self, format, tuple):
    """Formats what the C library does not know, and leaves the rest to it."""
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    out = []
    at = 0
    while at < len(format):
        c = format[at]
        at += 1
        if c != "%" or at == len(format):
            out.append(c)
            continue
        c = format[at]
        at += 1
        if c == "f":
            out.append("%06d" % getattr(self, "microsecond", 0))
        elif c == "z":
            out.append(_format_offset(self.utcoffset(), "") if hasattr(self, "utcoffset") else "")
        elif c == ":" and format[at:at + 1] == "z":
            at += 1
            out.append(_format_offset(self.utcoffset()) if hasattr(self, "utcoffset") else "")
        elif c == "Z":
            name = self.tzname() if hasattr(self, "tzname") else None
            out.append((name or "").replace("%", "%%"))
        else:
            out.append("%" + c)
    return _time.strftime("".join(out), tuple)


class timedelta:
    """A length of time."""

    __slots__ = "_days", "_seconds", "_microseconds"

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0
        fraction = 0.0
        for value, unit in ((days, 86_400_000_000), (seconds, 1_000_000), (microseconds, 1), (milliseconds, 1000),
                            (minutes, 60_000_000), (hours, 3_600_000_000), (weeks, 604_800_000_000)):
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                whole = int(value)
                total += whole * unit
                part = (value - whole) * unit
                whole = int(part)
                total += whole
                fraction += part - whole
            else:
                names = {86_400_000_000: "days", 1_000_000: "seconds", 1: "microseconds", 1000: "milliseconds",
                         60_000_000: "minutes", 3_600_000_000: "hours", 604_800_000_000: "weeks"}
                raise TypeError(f"unsupported type for timedelta {names[unit]} component: {type(value).__name__}")
        numerator, denominator = fraction.as_integer_ratio()
        return cls._of(_divide(total * denominator + numerator, denominator))

    @classmethod
    def _of(cls, microseconds):
        days, rest = divmod(microseconds, 86_400_000_000)
        if abs(days) > 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._microseconds = divmod(rest, 1_000_000)
        return self

    @property
    def days(self):
        return self._days

    @property
    def seconds(self):
        return self._seconds

    @property
    def microseconds(self):
        return self._microseconds

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1_000_000 + self._microseconds

    def total_seconds(self):
        """The length in seconds."""
        return self._total() / 1_000_000

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in (("days", self._days), ("seconds", self._seconds),
                                                       ("microseconds", self._microseconds)) if value]
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02d}:{seconds:02d}"
        if self._days:
            text = f"{self._days} day{'' if abs(self._days) == 1 else 's'}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06d}"
        return text

    def __add__(self, other):
        return timedelta._of(self._total() + other._total()) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return timedelta._of(self._total() - other._total()) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return timedelta._of(other._total() - self._total()) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return timedelta._of(_divide(self._total() * n, d))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divide(self._total(), other))
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return timedelta._of(_divide(d * self._total(), n))
        return NotImplemented

    def __mod__(self, other):
        return timedelta._of(self._total() % other._total()) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        quotient, rest = divmod(self._total(), other._total())
        return quotient, timedelta._of(rest)

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


def _divide(a, b):
    """a / b rounded to the nearest integer, halves to the even one."""
    quotient, rest = divmod(a, b)
    rest *= 2
    if (rest > b if b > 0 else rest < b) or rest == b and quotient % 2 == 1:
        quotient += 1
    return quotient


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta._of(86_400_000_000 * 1_000_000_000 - 1)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """What an offset from UTC is made of; derived classes say which."""

    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError("tzinfo subclass must override tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("tzinfo subclass must override utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("tzinfo subclass must override dst()")

    def fromutc(self, dt):
        """The local time of a time in UTC."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        offset, dst = dt.utcoffset(), dt.dst()
        if offset is None:
            raise ValueError("fromutc() requires a non-None utcoffset() result")
        if dst is None:
            raise ValueError("fromutc() requires a non-None dst() result")
        if offset - dst:
            dt += offset - dst
            dst = dt.dst()
        return dt + dst


class timezone(tzinfo):
    """A fixed offset from UTC."""

    __slots__ = "_offset", "_name"

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is None and not offset and "utc" in timezone.__dict__:
            return cls.utc
        if name is not None and not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        self = object.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        name = "" if self._name is None else f", {self._name!r}"
        return f"datetime.timezone({self._offset!r}{name})"

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + _format_offset(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        return None

    def fromutc(self, dt):
        return dt + self._offset

    def __reduce__(self):
        return self.__class__, (self._offset,) if self._name is None else (self._offset, self._name)


timezone.utc = timezone(timedelta(0))
UTC = timezone.utc
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


class IsoCalendarDate(tuple):
    """Year, week and weekday of the ISO calendar."""

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class date:
    """A day of the calendar."""

    __slots__ = "_year", "_month", "_day"

    def __new__(cls, year, month, day):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    @classmethod
    def fromtimestamp(cls, timestamp):
        """The day on which a moment falls here."""
        return cls(*_time.localtime(timestamp)[:3])

    @classmethod
    def today(cls):
        """This day."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal):
        """The day with this number, counted from the first of the year 1."""
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > _MAXORDINAL:
            raise ValueError("year is out of range")
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, text):
        """The day of a text such as 2024-02-29."""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_date(text))
        except _Malformed:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of an ISO year, week and weekday."""
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f"Year is out of range: {year}")
        first = _iso_week_1(year)
        if not 0 < week < 53 and not (week == 53 and _iso_week_1(year + 1) - first == 371):
            raise ValueError(f"Invalid week: {week}")
        if not 0 < day < 8:
            raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
        return cls.fromordinal(first + (week - 1) * 7 + day - 1)

    @property
    def year(self):
        return self._year

    @property
    def month(self):
        return self._month

    @property
    def day(self):
        return self._day

    def __repr__(self):
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}({self._year}, {self._month}, {self._day})"

    def isoformat(self):
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    def __str__(self):
        return self.isoformat()

    def ctime(self):
        return (f"{_DAYS[self.weekday()]} {_MONTHS[self._month - 1]} {self._day:2d} "
                f"00:00:00 {self._year:04d}")

    def strftime(self, format):
        return _strftime(self, format, self.timetuple())

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def timetuple(self):
        return _struct(self._year, self._month, self._day, 0, 0, 0, -1)

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        year = self._year
        today = _ordinal(self._year, self._month, self._day)
        week, day = divmod(today - _iso_week_1(year), 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_week_1(year), 7)
        elif week >= 52 and today >= _iso_week_1(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate((year, week + 1, day + 1))

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def _compare(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __lt__(self, other):
        return self._key() < other._key() if self._compare(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._compare(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._compare(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._compare(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        ordinal = self.toordinal() + other.days
        if not 0 < ordinal <= _MAXORDINAL:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(ordinal)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return self.__class__, self._key()


def _iso_week_1(year):
    """The number of the Monday with which an ISO year begins."""
    first = _ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _struct(year, month, day, hour, minute, second, dst):
    weekday = (_ordinal(year, month, day) + 6) % 7
    return _time.struct_time((year, month, day, hour, minute, second, weekday, _days_before_month(year, month) + day,
                              dst))


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class time:
    """A time of day."""

    __slots__ = "_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold"

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text):
        """The time of a text such as 12:34:56.789."""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_time(text[1:] if text.startswith("T") else text))
        except _Malformed:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    def isoformat(self, timespec="auto"):
        return _format_time(self._hour, self._minute, self._second, self._microsecond, timespec) + \
            _format_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        parts = [str(self._hour), str(self._minute)]
        if self._second or self._microsecond:
            parts.append(str(self._second))
        if self._microsecond:
            parts.append(str(self._microsecond))
        if self._tzinfo is not None:
            parts.append(f"tzinfo={self._tzinfo!r}")
        if self._fold:
            parts.append("fold=1")
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}({', '.join(parts)})"

    def strftime(self, format):
        return _strftime(self, format, _struct(1900, 1, 1, self._hour, self._minute, self._second, -1))

    __format__ = date.__format__

    def utcoffset(self):
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _key(self):
        key = ((self._hour * 60 + self._minute) * 60 + self._second) * 1_000_000 + self._microsecond
        offset = self.utcoffset()
        return key if offset is None else key - offset._total()

    def _ordered(self, other):
        if not isinstance(other, time):
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return True

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key() if self._ordered(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._ordered(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._ordered(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._ordered(other) else NotImplemented

    def __hash__(self):
        return hash((self._key(), self.utcoffset() is None))


time.min = time(0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)

_clock_time = time


class datetime(date):
    """A moment: a day and a time of day."""

    __slots__ = "_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold"

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        for value, name, position in ((month, "month", 2), (day, "day", 3)):
            if value is None:
                raise TypeError(f"function missing required argument '{name}' (pos {position})")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def _of_timestamp(cls, timestamp, utc, tz):
        if isinstance(timestamp, int):
            seconds, microseconds = timestamp, 0
        else:
            if timestamp != timestamp:
                raise ValueError("Invalid value NaN (not a number)")
            seconds, fraction = divmod(timestamp, 1)
            seconds, microseconds = int(seconds), round(fraction * 1_000_000)
            if microseconds >= 1_000_000:
                seconds, microseconds = seconds + 1, 0
        parts = _time.gmtime(seconds) if utc else _time.localtime(seconds)
        year, month, day, hour, minute, second = parts[:6]
        result = cls(year, month, day, hour, minute, min(second, 59), microseconds, tz)
        return tz.fromutc(result) if tz is not None else result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The local time of a moment, or its time in a zone."""
        _check_zone(tz)
        return cls._of_timestamp(timestamp, tz is not None, tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        """The time in UTC of a moment, without a zone."""
        return cls._of_timestamp(timestamp, True, None)

    @classmethod
    def now(cls, tz=None):
        """This moment."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """This moment in UTC, without a zone."""
        return cls._of_timestamp(_time.time(), True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time of day together."""
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, text):
        """The moment of a text such as 2024-02-29T12:34:56+01:00."""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            end = 10 if text[4:5] == "-" and "W" not in text else 8
            if "W" in text[:8]:
                end = 10 if text[4:5] == "-" else 8
            day = _parse_date(text[:end])
            if len(text) == end:
                return cls(*day)
            return cls(*day, *_parse_time(text[end + 1:]))
        except _Malformed:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def strptime(cls, text, format):
        """The moment of a text in a format."""
        return cls(*_strptime(text, format))

    def timetuple(self):
        dst = self.dst()
        return _struct(self._year, self._month, self._day, self._hour, self._minute, self._second,
                       -1 if dst is None else int(bool(dst)))

    def utctimetuple(self):
        moment = self - self.utcoffset() if self.utcoffset() else self
        return _struct(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, 0)

    def timestamp(self):
        """Seconds since 1970."""
        if self._tzinfo is not None:
            return (self - _EPOCH).total_seconds()
        return _time.mktime(self.timetuple()) + self._microsecond / 1_000_000

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return _clock_time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return _clock_time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        given = (year, month, day, hour, minute, second, microsecond)
        own = (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond)
        parts = [mine if new is None else new for new, mine in zip(given, own)]
        return type(self)(*parts, self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def _local_zone(self):
        seconds = _time.mktime(self.timetuple()) if self._tzinfo is None else int((self - _EPOCH).total_seconds() // 1)
        local, utc = _time.localtime(seconds), _time.gmtime(seconds)
        return timezone(datetime(*local[:6]) - datetime(*utc[:6]), _time.strftime("%Z", local))

    def astimezone(self, tz=None):
        """The same moment in another zone."""
        if tz is None:
            tz = self._local_zone()
        elif not isinstance(tz, tzinfo):
            raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")
        own = self._tzinfo if self._tzinfo is not None else self._local_zone()
        if tz is own and self._tzinfo is not None:
            return self
        offset = own.utcoffset(self)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        return (f"{_DAYS[self.weekday()]} {_MONTHS[self._month - 1]} {self._day:2d} "
                f"{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}")

    def isoformat(self, sep="T", timespec="auto"):
        return (f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}"
                + _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + _format_offset(self.utcoffset()))

    def __str__(self):
        return self.isoformat(sep=" ")

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if parts[-1] == 0:
            del parts[-1]
            if parts[-1] == 0:
                del parts[-1]
        text = ", ".join(map(str, parts))
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}({text})"

    def utcoffset(self):
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def _microseconds(self):
        days = _ordinal(self._year, self._month, self._day)
        seconds = ((days * 24 + self._hour) * 60 + self._minute) * 60 + self._second
        return seconds * 1_000_000 + self._microsecond

    def _key(self):
        offset = self.utcoffset()
        return self._microseconds() if offset is None else self._microseconds() - offset._total()

    def _compare(self, other):
        if not isinstance(other, datetime):
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __hash__(self):
        return hash((self._key(), self.utcoffset() is None))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        total = self._microseconds() + other._total()
        seconds, microsecond = divmod(total, 1_000_000)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        days, hour = divmod(hours, 24)
        if not 0 < days <= _MAXORDINAL:
            raise OverflowError("date value out of range")
        return type(self)(*_from_ordinal(days), hour, minute, second, microsecond, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        own, others = self.utcoffset(), other.utcoffset()
        if (own is None) != (others is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        if self._tzinfo is other._tzinfo or own == others:
            return timedelta._of(self._microseconds() - other._microseconds())
        return timedelta._of(self._key() - other._key())

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day, self._hour, self._minute, self._second,
                                self._microsecond, self._tzinfo)


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class _Malformed(Exception):
    """A text is not in the format; what to say about it is the caller's business."""


def _number(text, length=None):
    if not (text.isascii() and text.isdigit()) or (length is not None and len(text) != length):
        raise _Malformed
    return int(text)


def _parse_date(text):
    if "W" in text:
        year, _, rest = text.partition("W")
        year = _number(year.rstrip("-"), 4)
        rest = rest.replace("-", "")
        day = date.fromisocalendar(year, _number(rest[:2], 2), _number(rest[2:], 1) if rest[2:] else 1)
        return day.year, day.month, day.day
    if len(text) == 10 and text[4] == text[7] == "-":
        return _number(text[:4], 4), _number(text[5:7], 2), _number(text[8:], 2)
    if len(text) == 8:
        return _number(text[:4], 4), _number(text[4:6], 2), _number(text[6:], 2)
    raise _Malformed


def _parse_clock(text):
    clock, dot, fraction = text.replace(",", ".").partition(".")
    parts = clock.split(":") if ":" in clock else [clock[at:at + 2] for at in range(0, len(clock), 2)]
    if not 1 <= len(parts) <= 3 or (dot and (len(parts) != 3 or not fraction)):
        raise _Malformed
    numbers = [_number(part, 2) for part in parts] + [0] * (3 - len(parts))
    if dot:
        _number(fraction)
    return *numbers, int(fraction[:6].ljust(6, "0")) if dot else 0


def _parse_time(text):
    if not text:
        raise _Malformed
    zone = None
    sign = max(text.find("+"), text.find("-"), text.find("Z"))
    if sign >= 0:
        text, mark, offset = text[:sign], text[sign], text[sign + 1:]
        if mark == "Z":
            if offset:
                raise _Malformed
            zone = timezone.utc
        else:
            hours, minutes, seconds, microseconds = _parse_clock(offset)
            length = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
            zone = timezone(-length if mark == "-" else length)
    return *_parse_clock(text), zone


def _strptime(text, format):
    """The parts of a moment that a text in a format tells."""
    if not isinstance(text, str):
        raise TypeError(f"strptime() argument 0 must be str, not {type(text)}")
    mismatch = ValueError(f"time data {text!r} does not match format {format!r}")
    found = {"Y": 1900, "m": 1, "d": 1, "H": 0, "M": 0, "S": 0, "f": 0}
    zone = afternoon = day_of_year = None
    for names, directive in (("%c", "%a %b %d %H:%M:%S %Y"), ("%x", "%m/%d/%y"), ("%X", "%H:%M:%S"), ("%D", "%m/%d/%y"),
                             ("%T", "%H:%M:%S"), ("%R", "%H:%M"), ("%F", "%Y-%m-%d")):
        format = format.replace(names, directive)
    at = 0

    def digits(most):
        nonlocal at
        end = at
        while end < len(text) and end - at < most and text[end].isdigit():
            end += 1
        if end == at:
            raise mismatch
        number, at = int(text[at:end]), end
        return number

    def word(words):
        nonlocal at
        for number, name in sorted(enumerate(words), key=lambda pair: -len(pair[1])):
            if text[at:at + len(name)].lower() == name.lower():
                at += len(name)
                return number
        raise mismatch

    position = 0
    while position < len(format):
        c = format[position]
        position += 1
        if c.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
            continue
        if c != "%":
            if text[at:at + 1].lower() != c.lower():
                raise mismatch
            at += 1
            continue
        if position == len(format):
            raise ValueError(f"stray % in format {format!r}")
        c = format[position]
        position += 1
        if c == "Y":
            if not text[at:at + 4].isdigit() or len(text[at:at + 4]) < 4:
                raise mismatch
            found["Y"] = digits(4)
        elif c == "y":
            year = digits(2)
            found["Y"] = year + (2000 if year <= 68 else 1900)
        elif c in "mdHMS":
            number = digits(2)
            low, high = {"m": (1, 12), "d": (1, 31), "H": (0, 23), "M": (0, 59), "S": (0, 61)}[c]
            if number > high and number > 9:
                at -= 1
                number //= 10
            if not low <= number <= high:
                raise mismatch
            found[c] = number
        elif c == "I":
            hour = digits(2)
            if not 1 <= hour <= 12:
                raise mismatch
            found["H"] = hour % 12
            if afternoon is None:
                afternoon = False
        elif c == "p":
            afternoon = word(["AM", "PM"]) == 1
        elif c == "f":
            start = at
            number = digits(6)
            found["f"] = number * 10 ** (6 - (at - start))
        elif c == "j":
            day_of_year = digits(3)
        elif c == "b" or c == "h":
            found["m"] = word(_MONTHS) + 1
        elif c == "B":
            found["m"] = word(_FULL_MONTHS) + 1
        elif c == "a":
            word(_DAYS)
        elif c == "A":
            word(_FULL_DAYS)
        elif c == "w" or c == "u":
            digits(1)
        elif c == "z":
            if text[at:at + 1] == "Z":
                at += 1
                zone = timezone.utc
            else:
                sign = {"+": 1, "-": -1}.get(text[at:at + 1])
                if sign is None:
                    raise mismatch
                at += 1
                hours = digits(2)
                if text[at:at + 1] == ":":
                    at += 1
                minutes = digits(2)
                seconds = 0
                if text[at:at + 1] == ":":
                    at += 1
                    seconds = digits(2)
                zone = timezone(sign * timedelta(hours=hours, minutes=minutes, seconds=seconds))
        elif c == "Z":
            word(["UTC", "GMT", *_time.tzname])
        elif c == "%":
            if text[at:at + 1] != "%":
                raise mismatch
            at += 1
        else:
            raise ValueError(f"'{c}' is a bad directive in format {format!r}")
    if at != len(text):
        raise ValueError(f"unconverted data remains: {text[at:]}")
    if afternoon:
        found["H"] += 12
    if day_of_year is not None:
        found["Y"], found["m"], found["d"] = _from_ordinal(_ordinal(found["Y"], 1, 1) + day_of_year - 1)
    return found["Y"], found["m"], found["d"], found["H"], found["M"], min(found["S"], 59), found["f"], zone
