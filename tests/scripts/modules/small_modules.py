"""Small modules: keyword, errno, secrets, platform, sched, getopt, getpass, linecache, gc as far as it can be told."""

import errno
import gc
import getopt
import getpass
import keyword
import linecache
import os
import platform
import sched
import secrets

print(keyword.iskeyword("for"), keyword.iskeyword("match"), keyword.issoftkeyword("match"), len(keyword.kwlist))
print(errno.ENOENT, errno.errorcode[13], errno.EAGAIN == errno.EWOULDBLOCK, errno.EDEADLK, len(errno.errorcode) > 100)
try:
    open("/no/such/file")
except OSError as error:
    print(errno.errorcode[error.errno])

print(len(secrets.token_bytes(5)), len(secrets.token_hex(8)), len(secrets.token_urlsafe(6)), secrets.randbelow(1),
      secrets.choice([7]), secrets.compare_digest("a", "a"), secrets.randbits(3) < 8, len(secrets.token_hex()))
try:
    secrets.randbelow(0)
except ValueError as error:
    print(error)

print(platform.system() == os.uname().sysname, platform.machine() == os.uname().machine, platform.node() == os.uname().nodename)
print(platform.python_version(), platform.python_version_tuple(), platform.uname().system, platform.platform().split("-")[0])
print(platform.uname()[0], platform.uname().release == platform.release(), len(platform.uname()), platform.architecture()[0])

now = 0
trace = []


def wait(seconds):
    global now
    now += seconds
    trace.append(seconds)


s = sched.scheduler(lambda: now, wait)
s.enter(5, 1, print, ("five",))
first = s.enter(1, 2, print, ("one", "again"), {"sep": "-"})
s.enter(1, 1, print, argument=("one first",))
s.enterabs(3, 1, lambda: s.enter(1, 1, print, ("four",)))
last = s.enter(9, 1, print, ("never",))
print(s.empty(), len(s.queue), s.queue[0].argument, s.queue[0].priority)
s.cancel(last)
try:
    s.cancel(last)
except ValueError as error:
    print("ValueError")
print(s.run(blocking=False), now)
s.run()
print(s.empty(), now, trace)

print(getopt.getopt(["-a", "-b", "x", "-cv", "--foo", "--bar=1", "--ba", "2", "rest", "-a"], "ab:c:", ["foo", "bar="]))
print(getopt.gnu_getopt(["one", "-a", "two", "--", "-b"], "ab"))
for arguments in (["-z"], ["-b"], ["--nope"], ["--foo=1"], ["--bar"], ["--f"]):
    try:
        print(getopt.getopt(arguments, "ab:", ["foo", "far", "bar="]))
    except getopt.GetoptError as error:
        print(error, repr(error.opt))

os.environ["LOGNAME"] = "somebody"
print(getpass.getuser())
print(linecache.getline(__file__, 1), linecache.getline(__file__, 10 ** 6) == "", linecache.getline("/no/file", 1) == "")

print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
gc.collect()
gc.collect()
print(gc.collect(), len(gc.get_count()), len(gc.get_threshold()), len(gc.get_stats()), sorted(gc.get_stats()[0]))
gc.set_threshold(500, 5, 0)
print(gc.get_threshold(), gc.garbage, gc.callbacks, gc.freeze(), gc.unfreeze(), gc.get_freeze_count(), gc.get_debug())
seen = []
gc.callbacks.append(lambda phase, info: seen.append((phase, info["generation"], info["collected"], sorted(info))))
gc.collect(1)
gc.callbacks.clear()
print(seen)
try:
    gc.collect(7)
except ValueError as error:
    print(error)
