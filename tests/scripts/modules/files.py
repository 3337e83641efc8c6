import os

path = f"/tmp/gilvm_test_{os.getpid()}.txt"
with open(path, "w") as f:
    print(f.write("hello\nwörld\n"), f.tell(), f.mode, f.readable(), f.writable())
    print("x", 1, file=f)
print(f.closed, open(path).read())
for line in open(path):
    print(repr(line))
with open(path, "rb") as f:
    print(f.read(3), f.read(), f.read())
with open(path, "a") as f:
    f.write("more")
with open(path) as f:
    print(f.readline(), f.read(2), f.readlines())
    f.seek(0)
    print(f.read(7), f.tell())
try:
    f.read()
except ValueError as e:
    print(e)
with open(path, "wb") as f:
    f.write(b"a\r\nb\rc\n")
print(open(path).readlines(), open(path, newline="").readlines(), open(path, newline="\r").readlines())
with open(path, "r+") as f:
    f.read(1)
    f.seek(0, 2)
    f.write("end")
    f.seek(0)
    print(repr(f.read()))
with open(path, "w", encoding="latin-1") as f:
    f.write("é")
print(open(path, "rb").read(), open(path, encoding="latin-1").read())
try:
    open(path).read()
except UnicodeDecodeError as e:
    print(e)
cases = ("open('/nope/file')", "open('/tmp')", "open(path, 'q')", "open(path, 'rw')", "open(path, 'rb').write(b'a')", "open(path).write('a')", "open(path, 'a').read()", "open(path, 'a').write(5)", "open(path, 'ab').write('a')", "open(path, 'rb', encoding='utf-8')", "open(5.0)", "open(-1)", "open(path, 'a', 0)", "open(path).seek(1, 1)", "open(path, 'x')", "open(path, newline='z')", "open()")
for code in cases:
    try:
        print(code, eval(code))
    except Exception as e:
        print(code, type(e).__name__, str(e).replace(path, "PATH"))
print(os.path.getsize(path), os.path.basename(path) in os.listdir("/tmp"))
os.remove(path)
print(os.path.exists(path))
r, w = os.pipe()
print(os.write(w, b"hi"), os.read(r, 10), os.close(w), os.read(r, 10), os.close(r))
try:
    os.read(r, 1)
except OSError as e:
    print(e, e.errno)
