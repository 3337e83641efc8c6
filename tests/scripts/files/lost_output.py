"""What could not be written is not lost in silence: who drops a file is told, and so is who ends with one open."""
import sys


def show(error, file):
    print(type(error).__name__, error, file.closed)


def leave(path):
    full = open(path, "w")
    full.write("x")


full = open("/dev/full", "w"); full.write("x"); del full; str(0)
print("dropped text", file=sys.stderr)
full = open("/dev/full", "wb"); full.write(b"x"); del full; str(0)
print("dropped bytes", file=sys.stderr)
full = open("/dev/full", "r+b"); full.write(b"x"); del full; str(0)
print("dropped both", file=sys.stderr)


leave("/dev/full"); str(0)
print("left", file=sys.stderr)

full = open("/dev/full", "w")
full.write("x")
try:
    full.close()
except OSError as error:
    show(error, full)
full = open("/dev/full", "w")
full.write("x")
for turn in range(2):
    try:
        full.flush()
    except OSError as error:
        show(error, full)
try:
    full.close()
except OSError as error:
    show(error, full)
try:
    with open("/dev/full", "w") as full:
        full.write("x")
except OSError as error:
    show(error, full)
try:
    with open("/dev/full", "wb", 0) as full:
        full.write(b"x")
except OSError as error:
    show(error, full)

last = open("/dev/full", "w")
last.write("at the end")
