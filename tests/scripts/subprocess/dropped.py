# Children whose objects nobody keeps do not stay zombies.
import os
import subprocess
import time
import warnings

PIPE = subprocess.PIPE


def zombies():
    """How many children of this process have ended and are waited for by nobody."""
    count = 0
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as stat:
                    fields = stat.read().rpartition(")")[2].split()
            except OSError:
                continue
            count += fields[0] == "Z" and int(fields[1]) == os.getpid()
    return count


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    children = [subprocess.Popen(["cat"], stdin=PIPE) for _ in range(5)]
    pids = [child.pid for child in children]
    inputs = [child.stdin for child in children]
    del children
told = [str(warning.message) for warning in caught if warning.category is ResourceWarning]
print(sorted(told) == sorted(f"subprocess {pid} is still running" for pid in pids), len(subprocess._active))

for stream in inputs:
    stream.close()
# They end by themselves now; somebody has to ask, and the next child that is started does.
while len(subprocess._active) > 0:
    with subprocess.Popen(["true"]) as child:
        pass
    time.sleep(0.001)
print(zombies(), subprocess._active)

child = subprocess.Popen(["true"])
child.wait()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    del child
    print(caught)
try:
    subprocess.Popen(["/nonexistent"])
except FileNotFoundError as error:
    print(error)
