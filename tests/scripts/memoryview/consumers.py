# Who takes a bytes-like object takes a view; who writes into one writes through it.
import base64
import binascii
import collections.abc
import hashlib
import hmac
import io
import json
import os
import re
import socket
import struct
import tempfile
import zlib


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


m = memoryview(bytearray(b"abcdefgh"))
w = m.cast("H")
r = memoryview(b"hello world")
left, right = socket.socketpair()
folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, "file")
f = open(path, "w+b")
fd = f.fileno()
raw = open(path, "r+b", buffering=0)
for code in (
    # bytes
    "bytes(r)", "bytes(w)", "bytes(m[::2])", "bytearray(m)", "bytearray(m[::2])", "bytearray(b'x') + r", "b'x' + w",
    "b'x' + m[::2]", "b'-'.join([r, m])", "b''.join([m[::2]])", "b'hello'.replace(m[:0], r[:1])", "b'a,b'.split(memoryview(b','))",
    "b'a,b'.partition(memoryview(b','))[::2]", "bytearray(b'a,b').rpartition(memoryview(b','))", "b'aXa'.strip(memoryview(b'a'))",
    "b'abc'.find(memoryview(b'c'))", "b'abc'.find(m[::2])", "b'abc'.count(memoryview(b'b'))", "b'abc'.startswith(memoryview(b'ab'))",
    "b'abc'.endswith((memoryview(b'c'),))", "b'abc'.removeprefix(memoryview(b'a'))", "b'a'.ljust(3, memoryview(b'-'))",
    "b'abc'.translate(None, memoryview(b'b'))", "bytes.maketrans(memoryview(b'a'), memoryview(b'z'))[97]", "memoryview(b'b') in b'abc'",
    "memoryview(b'b') in bytearray(b'abc')", "b'ab'.hex(memoryview(b':'))", "b'%b %s' % (r, m)", "b'%c' % memoryview(b'a')",
    "bytearray(b'a').__iadd__(r)", "bytearray(b'abc').__ge__(memoryview(b'abb'))", "bytes.__eq__(b'a', memoryview(b'a'))",
    "bytes.fromhex(memoryview(b'00'))",
    # numbers and text
    "int(memoryview(b' 12 '))", "int(memoryview(b'12'), 8)", "float(memoryview(b'1.5'))", "int.from_bytes(r[:2], 'big')",
    "int.from_bytes(m[::4], 'big')", "str(r, 'ascii')", "str(m[::2], 'ascii')", "str(w, 'latin-1')", "ord(memoryview(b'a'))",
    "eval(memoryview(b'1 + 1'))", "json.loads(memoryview(b'1'))", "print(r[:0].tolist())",
    # modules
    "struct.unpack_from('<H', m, 1)", "struct.unpack('<4H', w)", "struct.unpack('2s', m[:2])", "struct.unpack('4B', m[::2])",
    "list(struct.iter_unpack('<4s', m))", "struct.pack_into('<H', m, 2, 0x5958)", "bytes(m)", "struct.pack_into('<H', r, 0, 1)",
    "struct.pack_into('<B', m[::2], 0, 1)", "struct.pack_into('<H', w, 6, 0x6867)", "struct.pack_into('<H', w, 7, 1)", "struct.pack('3s', r)",
    "zlib.crc32(m), zlib.adler32(w)", "zlib.decompress(memoryview(zlib.compress(r)))", "zlib.decompressobj().decompress(memoryview(zlib.compress(r)))",
    "zlib.compress(m[::2])", "hashlib.sha256(r).hexdigest()[:8], hashlib.sha256(w).hexdigest()[:8]", "hashlib.md5(m[::2])",
    "hashlib.pbkdf2_hmac('sha1', r, m, 1).hex()", "hmac.new(b'k', r, 'sha1').hexdigest()", "hmac.compare_digest(r, b'hello world')",
    "base64.b64encode(r)", "base64.b64decode(memoryview(b'aGk='))", "base64.b32encode(r)", "base64.b16encode(r)", "base64.encodebytes(r)",
    "base64.encodebytes(w)", "base64.decodebytes(memoryview(b'aGk='))", "base64.urlsafe_b64encode(r)", "base64.b64encode(m[::2])",
    "binascii.hexlify(r)", "binascii.unhexlify(memoryview(b'6162'))",
    "re.match(b'h(.)', r).group(1)", "re.match(b'h(.)', r).string is r", "re.findall(b'l', r)", "re.sub(b'l', b'L', r)", "re.sub(b'z', b'', r)",
    "re.split(b' ', r)", "re.subn(b'o', lambda found: found[0] * 2, r)", "re.sub(b'l', memoryview(b'1'), r)", "re.match('h', r)", "re.match(b'h', w)",
    "re.match(b'h(x)?', bytearray(b'hello')).groups()",
    # sockets
    "left.send(r)", "right.recv_into(m)", "bytes(m)", "right.recv_into(memoryview(bytearray(9))[1:])", "left.sendall(r[:3])",
    "right.recv_into(w, 2)", "bytes(m)", "left.sendall(r[2:])", "right.recv_into(w[1:])", "bytes(m)", "right.recvfrom_into(m, 1)[0]",
    "right.recv_into(r)", "right.recv_into(m[::2])", "right.recv_into(b'abc')", "right.recv_into(5)", "right.recv_into(m, 100)",
    "left.send(m[::2])", "left.sendmsg([r, w])", "right.recvmsg_into([m, bytearray(20)])[0]", "right.recvmsg_into([r])",
    # files
    "f.write(r)", "f.write(w)", "f.write(m[::2])", "f.flush()", "f.seek(0)", "f.readinto(m)", "bytes(m)", "f.readinto(w)", "bytes(m)", "f.readinto(r)",
    "f.readinto1(m[6:])", "f.readinto(m[::2])", "f.seek(0)", "f.writelines([r, w])", "f.flush()", "raw.readinto(m)", "bytes(m)", "raw.write(r)",
    "os.lseek(fd, 0, 0)", "os.readv(fd, [m[:2], w[1:2], bytearray(1)])", "bytes(m)", "os.readv(fd, [r])", "os.readv(fd, [b'x'])", "os.readv(fd, [5])",
    "os.preadv(fd, [m], 3)", "bytes(m)", "os.write(fd, r)", "os.write(fd, m[::2])", "os.writev(fd, [r, w])", "os.pwrite(fd, r, 0)",
    "io.BytesIO(r).read()", "io.BytesIO(5)", "io.BytesIO().write(w)", "io.BytesIO().write(5)", "io.BytesIO().write(m[::2])",
    "io.BytesIO(b'12345').readinto(w[:2])", "bytes(m)", "io.BytesIO(b'abc').readinto(r)", "io.BytesIO(b'abc').readinto(5)", "open(r)",
    # kinds
    "[isinstance(x, collections.abc.Buffer) for x in (m, b'', bytearray(), '', [], io.BytesIO())]",
    "issubclass(memoryview, collections.abc.Sequence), issubclass(memoryview, collections.abc.MutableSequence)",
    "b'abc'.__buffer__(0).obj", "b'abc'.__buffer__(1)", "bytearray(b'x').__buffer__(1).readonly", "m.__buffer__(0) == m", "r.__buffer__(1)",
    "[hasattr(x, '__release_buffer__') for x in (b'', bytearray(), m)]", "m.__release_buffer__(5)",
):
    show(code)
f.close()
raw.close()
left.close()
right.close()
folder.cleanup()


class Exporter:
    def __init__(self, content):
        self.content = content

    def __buffer__(self, flags):
        print("asked for", flags)
        return memoryview(self.content)

    def __release_buffer__(self, view):
        print("released", bytes(view))


x = Exporter(bytearray(b"abc"))
print(b"".join([x]), bytes(x), b"x" + x, isinstance(x, collections.abc.Buffer), hashlib.md5(x).hexdigest())
view = memoryview(x)
part = view[1:]
view.release()
print(part.tobytes())
part[0] = 66
part.release()
print(x.content)
for bad in None, 5:
    x.content = b"abc"
    Exporter.__buffer__ = lambda self, flags: bad
    try:
        memoryview(x)
    except TypeError as error:
        print(error)
