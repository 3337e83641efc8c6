# File objects over sockets: binary, buffered, text.
import socket
import threading

one, two = socket.socketpair()
reader = one.makefile("rb")
writer = two.makefile("wb")
writer.write(b"line 1\nline 2\nrest")
writer.flush()
print(reader.readline(), reader.readline(4), reader.readline())
print(reader.peek()[:4], reader.read(2), reader.read1(10))
two.close()
print(two.fileno() >= 0)
writer.write(b"the end")
writer.close()
print(two.fileno(), writer.closed)
print(reader.read(), reader.read(), reader.readline())
print(reader.readable(), reader.writable(), reader.seekable(), reader.closed)
reader.close()
try:
    reader.read()
except ValueError as error:
    print(error)
one.close()

one, two = socket.socketpair()
with one.makefile("rw", newline="\r\n") as text, two:
    print(text.write("grüße\nzwei\n"))
    text.flush()
    print(two.recv(100))
    two.sendall("α\r\nβγ\r\n".encode())
    two.shutdown(socket.SHUT_WR)
    print(repr(text.readline()), repr(text.read(1)), repr(text.read()))
one.close()

one, two = socket.socketpair()
with one, two:
    two.sendall(b"a\nb\nc")
    two.shutdown(socket.SHUT_WR)
    print([line for line in one.makefile()])
    raw = one.makefile("rwb", buffering=0)
    print(type(raw).__name__, raw.readable(), raw.writable(), raw.mode)
    raw.close()
try:
    one.makefile("x")
except ValueError as error:
    print(error)


def answer(server):
    connection, _ = server.accept()
    with connection, connection.makefile("rwb") as file:
        for line in file:
            file.write(b"you said " + line)
            file.flush()


server = socket.create_server(("127.0.0.1", 0))
thread = threading.Thread(target=answer, args=(server,))
thread.start()
with socket.create_connection(server.getsockname()) as client, client.makefile("rw") as file:
    for word in ("one", "two"):
        print(word, file=file, flush=True)
        print(file.readline(), end="")
thread.join()
server.close()
