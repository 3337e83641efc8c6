import time

t = time.gmtime(0)
print(t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_wday, t.tm_yday, t.tm_isdst)
print(tuple(time.gmtime(1_700_000_000))[:6], time.gmtime(951782400)[:3])
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1_700_000_000)), time.strftime("%j %a %b %y %p %I", time.gmtime(86400 * 200)))
print(time.asctime(time.gmtime(0)), isinstance(time.ctime(), str), len(time.strftime("%H:%M:%S")))
print(t)
