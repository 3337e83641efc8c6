view = memoryview(b"abc")
print(view[0], bytes(view[1:]), len(view))
