# Special methods of built-in types called with the wrong number of arguments.
import struct


def g():
    yield


for f in (lambda: g().__next__(1), lambda: (1).__add__(), lambda: (1).__add__(1, 2), lambda: [].__len__(3),
          lambda: iter([]).__next__(1), lambda: "".__str__(1), lambda: [].__repr__(1), lambda: (1).__bool__(2),
          lambda: [].__iter__(1), lambda: (2).__hash__(1), lambda: [].__lt__(1, 2), lambda: g().__iter__(2)):
    try:
        f()
    except TypeError as e:
        print(e)


# A buffer that gets shorter while a value is asked for.
class Shrinks:
    def __init__(self, buffer):
        self.buffer = buffer

    def __index__(self):
        try:
            del self.buffer[:]
        except BufferError:
            pass
        return 1


buffer = bytearray(8)
struct.pack_into("<ii", buffer, 0, 5, 6)
print(buffer)
