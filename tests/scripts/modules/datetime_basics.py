# Dates, times, lengths, zones: arithmetic, formats, parsing, errors.
from datetime import *
import datetime as module

d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.ctime())
print(d + timedelta(1), d - timedelta(days=60), d - date(2023, 2, 28), d.replace(year=2020), date.fromordinal(738945))
print(d < date(2024, 3, 1), d == date(2024, 2, 29), {d: 1}[date(2024, 2, 29)], date.min, date.max)
print([date(year, 1, 1).isocalendar()[:2] for year in range(2018, 2027)], date.fromisocalendar(2020, 53, 7))
t = time(12, 34, 56, 789)
print(t, repr(t), t.isoformat("milliseconds"), time(1, 2), repr(time(1)), time.max, t.replace(hour=1), time(1) < time(2))
dt = datetime(2024, 2, 29, 12, 34, 56, 789000)
print(dt, repr(dt), dt.date(), dt.time(), dt.isoformat(" ", "minutes"), repr(datetime(2024, 1, 1)), dt.ctime())
print(dt + timedelta(hours=12), dt - datetime(2023, 1, 1), dt.replace(microsecond=0), datetime.combine(d, t))
print(dt.strftime("%Y-%m-%d %H:%M:%S.%f %j %a %A %b %B %p %I %y %%"), f"{dt:%d.%m.%Y}", f"{dt}", format(d, "%A"), t.strftime("%H_%M"))
utc = datetime(2024, 7, 1, 12, tzinfo=timezone.utc)
east = timezone(timedelta(hours=5, minutes=30))
named = timezone(-timedelta(hours=3), "BRT")
print(utc, repr(utc), utc.astimezone(east), repr(utc.astimezone(named)), utc.astimezone(named).tzname(), east, repr(named))
print(utc.timestamp(), datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(1.5, east), utc == utc.astimezone(east))
print(utc.astimezone(east) - utc, utc.utcoffset(), utc.strftime("%z %Z"), utc.utctimetuple()[:6], UTC is timezone.utc)
for text in ["2024-02-29", "2024-02-29T12:34", "2024-02-29 12:34:56", "2024-02-29T12:34:56.789", "2024-02-29T12:34:56+01:00",
             "2024-02-29T12:34:56Z", "20240229T123456", "2024-W09-4", "2024-02-30", "nonsense", "2024-02-29T", "2024-02-29T25:00"]:
    try:
        print(repr(datetime.fromisoformat(text)))
    except ValueError as error:
        print(error)
print(repr(date.fromisoformat("2024-12-31")), repr(time.fromisoformat("04:23:01.000384")), repr(time.fromisoformat("04:23+02:00")))
for text, format in [("29/02/24 12:34", "%d/%m/%y %H:%M"), ("Feb 3 2021 5PM", "%b %d %Y %I%p"), ("2021-060", "%Y-%j"),
                     ("12:34:56.5", "%H:%M:%S.%f"), ("2024-01-01 +0530", "%Y-%m-%d %z"), ("Monday January 5 2026", "%A %B %d %Y"),
                     ("2024", "%Y-%m"), ("2024-13-01", "%Y-%m-%d"), ("2024-01-01x", "%Y-%m-%d"), ("a", "%Q"), ("2024 %", "%Y %%")]:
    try:
        print(repr(datetime.strptime(text, format)))
    except ValueError as error:
        print(error)
for delta in [timedelta(1), timedelta(-1), timedelta(hours=25, minutes=1), timedelta(seconds=1.5), timedelta(0), timedelta(days=-1, seconds=1),
              timedelta(weeks=2, milliseconds=1), timedelta.max, timedelta(microseconds=0.5), timedelta(microseconds=1.5)]:
    print(delta, repr(delta), delta.total_seconds(), bool(delta), -delta if delta != timedelta.max else "")
a, b = timedelta(hours=1), timedelta(minutes=25)
print(a + b, a - b, a * 2, 2.5 * a, a / 2, a / b, a // b, a % b, divmod(a, b), a > b, abs(-a), a // 7, a / 0.3, hash(a) == hash(timedelta(minutes=60)))
print(sum([a, b], timedelta()), max(a, b), sorted([a, b]), a == 3600)


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)


for text in """date(2023, 2, 29)
date(0, 1, 1)
date(2023, 13, 1)
date(2023, 1.0, 1)
datetime(2023, 1, 1, 24)
datetime(2023)
time(0, 60)
dt - utc
dt < utc
dt == utc
timedelta('1')
date.max + timedelta(1)
timezone(timedelta(hours=24))
timezone(5)
datetime(2023, 1, 1, tzinfo=5)
timedelta(1) / 0
datetime.fromtimestamp(float('nan'))
date.fromisoformat(5)
d.strftime(5)
dt.isoformat(timespec='x')""".splitlines():
    attempt(text)
now = datetime.now()
print(abs(datetime.fromtimestamp(now.timestamp()) - now) < timedelta(seconds=1), date.today() <= date.today(), now.tzinfo)
print((datetime.now(timezone.utc) - utc).days > 0, now.astimezone().utcoffset() is not None)


class Local(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=2)

    def dst(self, dt):
        return timedelta(hours=1)

    def tzname(self, dt):
        return "LOC"


here = datetime(2024, 1, 1, 12, tzinfo=Local())
print(here, here.tzname(), here.dst(), here.astimezone(timezone.utc), utc.astimezone(Local()), here.timetuple().tm_isdst)
