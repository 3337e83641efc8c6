# Chunks, trailers and bodies of all kinds, without a network.
import http.client
import io


class Server:
    """Answers with what it was made with, and keeps what it is sent."""

    def __init__(self, answer=b""):
        self.answer = answer
        self.sent = b""

    def makefile(self, mode):
        return io.BufferedReader(io.BytesIO(self.answer))

    def sendall(self, data):
        self.sent += bytes(data)

    def close(self):
        pass


def response(rest):
    answer = http.client.HTTPResponse(Server(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + rest))
    answer.begin()
    return answer


answer = response(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
print([answer.read1(0), answer.read1(2), answer.read1(0), answer.read1(9), answer.read1(0), answer.read1(), answer.read1(0)])
print(answer.read1(), answer.read1(0), answer.isclosed())

print(response(b"1\r\na\r\n0\r\n" + b"X: y\r\n" * 200 + b"\r\nrest").read())
print(response(b"1\r\na\r\n0\r\nX: y\r\nno header\r\n").read())
try:
    response(b"1\r\na\r\n0\r\n" + b"X" * 70000 + b"\r\n\r\n").read()
except http.client.LineTooLong as failure:
    print(failure)

for body in (memoryview(b"abc"), memoryview(b"abcd").cast("H"), memoryview(b"abcdef")[::2], memoryview(b""), bytearray(b"zz"), b"",
             "\xe9", iter([b"a", b""]), [b"x"], {b"k": 1}, io.BytesIO(b"file"), io.StringIO("\xe9"), 5, {"a": 1}):
    connection = http.client.HTTPConnection("h")
    connection.sock = Server()
    try:
        connection.request("POST", "/", body)
        print(connection.sock.sent.partition(b"identity\r\n")[2])
    except TypeError as failure:
        print(failure)
