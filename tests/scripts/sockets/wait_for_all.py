# MSG_WAITALL on the main thread: recv, recvfrom, recvmsg and their likes wait for all that they ask for, and end early
# at the end of a stream or behind descriptors.
import os
import socket
import struct
import threading

WAITALL = socket.MSG_WAITALL


def show(received):
    data, ancillary, flags, address = received
    for level, kind, packed in ancillary:
        for (fd,) in struct.iter_unpack("i", packed):
            os.close(fd)
    return data, [(level, kind, len(packed)) for level, kind, packed in ancillary], int(flags) & ~int(socket.MSG_CMSG_CLOEXEC)


def try_it(receive, *parts):
    left, right = socket.socketpair()
    with left, right:
        sender = threading.Thread(target=lambda: [send(left, part) for part in parts] + [left.shutdown(socket.SHUT_WR)])
        sender.start()
        print(receive(right))
        sender.join()
        print("   then", right.recv(100))


def send(sock, part):
    if isinstance(part, int):
        socket.send_fds(sock, [b"d"], [part])
    else:
        sock.send(part)


def into(function, *sizes):
    buffers = [bytearray(size) for size in sizes]

    def receive(sock):
        if function == "recvmsg_into":
            count = sock.recvmsg_into(buffers, 0, WAITALL)[0]
        elif function == "recvfrom_into":
            count = sock.recvfrom_into(buffers[0], 0, WAITALL)[0]
        else:
            count = sock.recv_into(buffers[0], 0, WAITALL)
        return function, count, [bytes(buffer) for buffer in buffers]
    return receive


many = [b"%d" % (n % 10) for n in range(50)]
try_it(lambda sock: ("recv", sock.recv(40, WAITALL)), *many)
try_it(lambda sock: ("recvfrom", sock.recvfrom(40, WAITALL)), *many)
try_it(lambda sock: ("recvmsg", show(sock.recvmsg(40, 0, WAITALL))), *many)
try_it(into("recv_into", 40), *many)
try_it(into("recvfrom_into", 40), *many)
try_it(into("recvmsg_into", 3, 0, 17, 20), *many)
# The end comes first.
try_it(lambda sock: ("recv", sock.recv(100, WAITALL)), *many)
try_it(lambda sock: ("recvfrom", sock.recvfrom(100, WAITALL)), *many)
try_it(lambda sock: ("recvmsg", show(sock.recvmsg(100, 0, WAITALL))), *many)
try_it(into("recvmsg_into", 30, 30), *many)
# Descriptors end a message.
null = os.open("/dev/null", os.O_RDONLY)
try_it(lambda sock: ("recvmsg", show(sock.recvmsg(100, 100, WAITALL))), b"ab", b"cd", null, b"ef")
os.close(null)
# Over TCP as well.
with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
    connection, _ = server.accept()
    with connection:
        sender = threading.Thread(target=lambda: [client.send(part) for part in many])
        sender.start()
        print(connection.recvfrom(25, WAITALL), connection.recvmsg(25, 0, WAITALL)[:2])
        sender.join()
# Of datagrams one is all that is waited for.
left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
with left, right:
    left.send(b"one")
    left.send(b"two")
    print(right.recvfrom(10, WAITALL), right.recvmsg(10, 0, WAITALL)[0])
