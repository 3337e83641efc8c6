# Compression there and back; the compressed bytes themselves are nobody's promise.
import gzip
import io
import os
import zlib

data = b"some text that repeats, some text that repeats, " * 1000 + bytes(range(256))
for level in (-1, 0, 1, 6, 9):
    packed = zlib.compress(data, level)
    print(level, len(packed) < len(data) or level == 0, zlib.decompress(packed) == data)
print(zlib.decompress(zlib.compress(b"")), zlib.decompress(zlib.compress(data, wbits=-15), wbits=-15) == data)
packer = zlib.compressobj()
packed = b"".join(packer.compress(data[at:at + 1000]) for at in range(0, len(data), 1000)) + packer.flush()
unpacker = zlib.decompressobj()
out = b"".join(unpacker.decompress(packed[at:at + 7]) for at in range(0, len(packed), 7)) + unpacker.flush()
print(out == data, unpacker.eof, unpacker.unused_data)
unpacker = zlib.decompressobj()
print(unpacker.decompress(zlib.compress(b"abc") + b"tail"), unpacker.unused_data, unpacker.eof)
unpacker = zlib.decompressobj()
pieces = [unpacker.decompress(zlib.compress(b"x" * 1000), 100)]
while unpacker.unconsumed_tail:
    pieces.append(unpacker.decompress(unpacker.unconsumed_tail, 100))
pieces.append(unpacker.flush())
print(max(map(len, pieces)) <= 1000, b"".join(pieces) == b"x" * 1000)
print(zlib.crc32(b"hello"), zlib.adler32(b"hello"), zlib.adler32(b"x" * 100000), zlib.crc32(b"lo", zlib.crc32(b"hel")), zlib.adler32(b"lo", zlib.adler32(b"hel")))

print(gzip.decompress(gzip.compress(data)) == data, gzip.decompress(gzip.compress(b"a") + gzip.compress(b"b")))
path = f"/tmp/gilvm-{os.getpid()}.gz"
with gzip.open(path, "wb") as file:
    file.write(b"line 1\nline 2\n")
with gzip.open(path) as file:
    print(file.readline(), file.read())
with gzip.open(path, "wt") as file:
    file.write("grüße\n")
with gzip.open(path, "rt") as file:
    print(file.readlines())
os.remove(path)
buffer = io.BytesIO()
with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
    file.write(b"in memory")
print(gzip.GzipFile(fileobj=io.BytesIO(buffer.getvalue())).read(), zlib.decompress(buffer.getvalue(), 31))


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__module__, type(error).__name__, error)


for text in """zlib.decompress(b'garbage')
zlib.decompress(zlib.compress(b'x' * 100)[:-5])
zlib.decompress(b'')
zlib.compress('text')
zlib.compress(b'x', 10)
gzip.decompress(b'garbage')
gzip.decompress(gzip.compress(b'x' * 100)[:-9])
gzip.open('x', 'rbt')""".splitlines():
    attempt(text)
