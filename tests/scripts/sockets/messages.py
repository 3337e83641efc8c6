# sendmsg and recvmsg: several buffers, descriptors beside the bytes.
import errno
import os
import socket
import struct
import threading

a, b = socket.socketpair()
print(a.sendmsg([b"one ", bytearray(b"two "), b"three"]))
print(b.recvmsg(100))
print(a.sendmsg([]))
a.send(b"0123456789")
x, y = bytearray(4), bytearray(10)
print(b.recvmsg_into([x, y]), bytes(x), bytes(y))
a.send(b"ab")
print(b.recvmsg_into([x, y]), bytes(x))

# A descriptor travels.
r, w = os.pipe()
print(a.sendmsg([b"fd"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", w))]))
os.close(w)
data, ancillary, flags, address = b.recvmsg(10, socket.CMSG_SPACE(4))
level, kind, packed = ancillary[0]
print(data, level == socket.SOL_SOCKET, kind == socket.SCM_RIGHTS, len(packed), flags & socket.MSG_CTRUNC, address)
fd = struct.unpack("i", packed)[0]
os.write(fd, b"through")
os.close(fd)
print(os.read(r, 100), os.read(r, 100))
os.close(r)

# By the functions for it.
files = [os.open("/dev/null", os.O_RDONLY), os.open("/dev/zero", os.O_RDONLY)]
print(socket.send_fds(a, [b"two"], files))
msg, fds, flags, address = socket.recv_fds(b, 100, 5)
print(msg, len(fds), flags & ~socket.MSG_CMSG_CLOEXEC, address)
print(os.read(fds[0], 3), os.read(fds[1], 3))
for fd in files + fds:
    os.close(fd)

# Room for too few.
files = [os.open("/dev/null", os.O_RDONLY) for _ in range(3)]
socket.send_fds(a, [b"m"], files)
data, ancillary, flags, address = b.recvmsg(10, socket.CMSG_LEN(4))
print(data, len(ancillary), bool(flags & socket.MSG_CTRUNC))
for _, _, packed in ancillary:
    for (fd,) in struct.iter_unpack("i", packed):
        os.close(fd)
socket.send_fds(a, [b"m"], files)
print(b.recvmsg(10)[:2])
for fd in files:
    os.close(fd)

# Datagrams to an address.
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.bind(("127.0.0.1", 0))
print(client.sendmsg([b"to ", b"you"], [], 0, server.getsockname()))
data, ancillary, flags, address = server.recvmsg(4)
print(data, ancillary, flags & socket.MSG_TRUNC == socket.MSG_TRUNC, address == client.getsockname())

# Waiting, timeouts, and the other threads meanwhile.
t = threading.Timer(0.01, lambda: a.sendmsg([b"late"]))
t.start()
print(b.recvmsg(10)[0])
t.join()
b.settimeout(0.01)
try:
    b.recvmsg(10)
except TimeoutError as e:
    print(e)
b.setblocking(False)
try:
    b.recvmsg(10)
except BlockingIOError as e:
    print(e)
print(socket.CMSG_LEN(0), socket.CMSG_LEN(5), socket.CMSG_SPACE(0), socket.CMSG_SPACE(5), socket.CMSG_SPACE(8))
for wrong in (lambda: b.recvmsg(-1), lambda: b.recvmsg(1, -1), lambda: a.sendmsg(1), lambda: a.sendmsg([b""], 1),
              lambda: a.sendmsg(["text"]), lambda: a.sendmsg([b"x"], [(1, 1, struct.pack("i", 9999))]),
              lambda: socket.CMSG_LEN(-1), lambda: socket.CMSG_SPACE(1 << 40)):
    try:
        wrong()
    except (OSError, ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
a.close()
b.close()
server.close()
client.close()
try:
    a.sendmsg([b"x"])
except OSError as e:
    print(e)

# Processes that there cannot be: who may lie is told that there is none, others that they may not.
for pid in (0, -1, -(1 << 31)):
    one, other = socket.socketpair()
    credentials = struct.pack("iii", pid, os.getuid(), os.getgid())
    try:
        one.sendmsg([b"x"], [(socket.SOL_SOCKET, 2, credentials)])
    except OSError as error:
        print(error.errno in (errno.ESRCH, errno.EPERM))
    one.close()
    other.close()
