print(b'abc', b"it's", b'"', B'up')
print(b'\x00\xff\n\t\\', rb'\x', Rb'a\b', bR'q')
print(b'a' b'b' b'c')
print(b"""multi
line""")
print(len(b'\x41\101'), b'\x41\101'[0])
print(bytes([65, 66, 67]), bytes(3), bytes())
