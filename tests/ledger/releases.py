# Which calls give the GIL up and which keep it, counted: prints what does otherwise than CPython 3.13.
import binascii
import copy
import gc
import gilvm
import hashlib
import json
import math
import os
import random
import re
import select
import socket
import struct
import subprocess
import tempfile
import threading
import time
import zlib

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
with open("f", "w") as file:
    file.write("x" * 100)
fd = os.open("f", os.O_RDWR)
f = open("f", "rb", buffering=0)
a, b = socket.socketpair()
b.send(b"x" * 100)
s = socket.socket()
e = select.epoll()
po = select.poll()
h = hashlib.sha256()
z = zlib.compressobj()
comp = zlib.compress(b"x" * 100)
lock = threading.Lock()
big = 7 ** 5000
L = list(range(1000))
text = "a" * 1000
t = threading.Thread(target=lambda: None)
t.start()
t.join()
child = subprocess.Popen(["true"])


def given_up():
    return gilvm.gil_stats()["total"]["given_up_blocking"]


def count(text):
    code = compile(text, "<t>", "eval")
    before = given_up()
    between = given_up()
    eval(code)
    return given_up() - between - (between - before)


releases = """
time.sleep(0)
time.sleep(0.001)
select.select([], [], [], 0)
po.poll(0)
e.poll(0)
child.wait()
subprocess.run(["true"])
open("f").close()
f.read(1)
f.seek(0)
open("g", "w").write("x")
os.read(fd, 1)
os.write(fd, b"x")
os.stat("f")
os.listdir(".")
list(os.scandir("."))
os.rename("g", "h")
os.fsync(fd)
os.unlink("h")
os.mkdir("d")
os.rmdir("d")
os.getcwd()
os.chdir(".")
os.open("f", os.O_RDONLY)
os.lseek(fd, 0, 0)
os.pipe()
os.access("f", 0)
os.path.exists("f")
os.fstat(fd)
os.chmod("f", 0o600)
os.utime("f")
os.symlink("f", "l")
os.readlink("l")
os.link("f", "m")
os.truncate("f", 5)
os.ftruncate(fd, 5)
a.recv(1)
a.send(b"x")
a.sendall(b"x")
s.bind(("127.0.0.1", 0))
s.listen()
s.getsockname()
a.getpeername()
a.shutdown(1)
b.close()
socket.getaddrinfo("127.0.0.1", 80)
socket.getnameinfo(("127.0.0.1", 80), 3)
socket.socketpair()
socket.socket()
h.update(b"x" * 2048)
hashlib.sha256(b"x" * 2048)
hashlib.md5(b"x" * 2048)
hashlib.pbkdf2_hmac("sha1", b"x", b"x", 1)
hashlib.scrypt(b"x", salt=b"x", n=2, r=1, p=1)
zlib.compress(b"x")
zlib.decompress(comp)
z.compress(b"x")
z.flush()
zlib.crc32(b"x" * 6000)
zlib.adler32(b"x" * 6000)
binascii.crc32(b"x" * 6000)
os.urandom(1)
lock.acquire() and lock.acquire(timeout=0.001)
""".strip().splitlines()
holds = """
sorted(L)
L.sort()
sum(L)
min(L)
max(L)
list(map(str, L))
json.dumps(L)
json.loads("[1, 2]")
re.match("a*b", text)
h.update(b"x" * 2047)
hashlib.sha256(b"x" * 2047)
zlib.crc32(b"x" * 5000)
zlib.adler32(b"x" * 5000)
binascii.crc32(b"x" * 5000)
str(big)
int("9" * 1000)
big * big
(b"x" * 1000).replace(b"x", b"y")
(b"x" * 1000).find(b"y")
time.time()
time.perf_counter()
time.monotonic()
os.getpid()
os.environ.get("x")
os.cpu_count()
random.random()
random.randrange(10)
math.sin(1)
struct.pack("i", 1)
copy.copy(L)
copy.deepcopy([1])
gc.collect()
__import__("os")
lock.release() or lock.acquire()
lock.acquire(False)
lock.locked()
threading.current_thread()
threading.get_ident()
s.fileno()
s.gettimeout()
f.closed
print(end="")
isinstance(1, int)
os.path.join("a", "b")
os.fspath("a")
socket.inet_aton("1.2.3.4")
socket.htons(1)
t.is_alive()
t.join()
""".strip().splitlines()

for call in releases:
    if not count(call):
        print("keeps the GIL:", call)
for call in holds:
    if count(call):
        print("gives the GIL up:", call)
print("done")
os.chdir("/")
