# Calls of os on files: links, permissions, times, positions, folders.
import os
import shutil
import tempfile

root = tempfile.mkdtemp(prefix="gilvm-")
os.chdir(root)
os.makedirs("a/b/c")
with open("a/file.txt", "w") as file:
    file.write("0123456789")
os.symlink("a/file.txt", "link")
os.link("a/file.txt", "hard")
print(os.readlink("link"), os.path.islink("link"), os.stat("hard").st_nlink, os.path.samefile("hard", "a/file.txt"))
os.chmod("hard", 0o640)
print(oct(os.stat("a/file.txt").st_mode & 0o777), os.lstat("link").st_mode != os.stat("link").st_mode)
os.utime("hard", (1000000000, 1234567890.5))
print(os.stat("hard").st_mtime, os.stat("hard").st_atime, os.path.getmtime("hard"))
os.utime("hard", ns=(5, 10**18))
print(os.stat("hard").st_mtime)
fd = os.open("a/file.txt", os.O_RDWR)
print(os.lseek(fd, 3, os.SEEK_SET), os.read(fd, 2), os.pread(fd, 3, 7), os.pwrite(fd, b"XY", 0), os.lseek(fd, -1, 2), os.read(fd, 5))
os.ftruncate(fd, 4)
copy = os.dup(fd)
os.close(fd)
os.lseek(copy, 0, 0)
print(os.read(copy, 100), os.get_blocking(copy))
os.fsync(copy)
os.fdatasync(copy)
os.close(copy)
os.truncate("hard", 2)
print(os.path.getsize("hard"), sorted(os.listdir()), sorted(os.listdir("a")))
with os.scandir() as entries:
    print(sorted((entry.name, entry.path, entry.is_dir(), entry.is_file(), entry.is_symlink()) for entry in entries))
print([(entry.name, entry.path) for entry in os.scandir("a/b")], [(d, sorted(n), sorted(f)) for d, n, f in os.walk("a")])
print([d for d, _, _ in os.walk("a", topdown=False)], os.path.realpath("link") == os.path.realpath(root) + "/a/file.txt")
os.rename("hard", "renamed")
os.replace("renamed", "link")
print(os.path.islink("link"), os.path.exists("renamed"))
reader, writer = os.pipe()
with os.fdopen(writer, "w") as file:
    print("through a pipe", file=file)
with os.fdopen(reader) as file:
    print(repr(file.read()))
old = os.umask(0o077)
with open("private", "w"):
    pass
print(oct(os.stat("private").st_mode & 0o777), oct(os.umask(old)))
print(os.uname().sysname, len(os.getloadavg()), os.access("private", os.R_OK), os.path.isdir("a"))


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, str(error).replace(root, "ROOT"))


for text in """os.readlink('private')
os.readlink('nope')
os.symlink('x', 'private')
os.link('nope', 'new')
os.chmod('nope', 0)
os.utime('nope')
os.rmdir('a')
os.mkdir('a')
os.makedirs('a')
os.makedirs('a', exist_ok=True)
os.remove('a')
os.lseek(9999, 0, 0)
os.dup(9999)
os.scandir('nope')
list(os.walk('nope'))
os.truncate('nope', 1)
os.truncate('private', -1)
os.listdir('private')
os.stat('nope')
os.rename('nope', 'x')
os.close(9999)
os.read(-1, 1)
os.utime('private', 5)
open('a')
open('nope/x', 'w')""".splitlines():
    attempt(text)
# Times of files: whole seconds as items, floats and nanoseconds as attributes, all set exactly.
with open("times", "w") as file:
    file.write("abc")
os.utime("times", ns=(1_700_000_000_123_456_789, 1_700_000_001_987_654_321))
stat = os.stat("times")
print(len(stat), stat[7:9], stat.st_atime, stat.st_mtime, stat.st_atime_ns, stat.st_mtime_ns, stat.st_rdev, "st_mtime=1700000001" in repr(stat))
os.unlink("times")
os.chdir("/")
shutil.rmtree(root)
print(os.path.exists(root))
