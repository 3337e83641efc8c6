# Bytes as text: base64, base32, base16, hexadecimal.
import base64
import binascii

for data in (b"", b"f", b"fo", b"foo", b"foob", bytes(range(256)), b"\xff" * 10):
    print(base64.b64encode(data)[:60], base64.b32encode(data)[:60], base64.b16encode(data)[:60])
    for encode, decode in ((base64.b64encode, base64.b64decode), (base64.b32encode, base64.b32decode),
                           (base64.b16encode, base64.b16decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode),
                           (base64.encodebytes, base64.decodebytes), (binascii.hexlify, binascii.unhexlify)):
        assert decode(encode(data)) == data, (encode, data)
print(base64.urlsafe_b64encode(b"\xfb\xff"), base64.b64encode(b"\xfb\xff", altchars=b"-_"), base64.encodebytes(b"x" * 60))
print(base64.b64decode("Zm9v"), base64.b64decode("Z m\n9v"), base64.b64decode(b"Zm9vYg=="), base64.b64decode("Zm9v!!YmFy"))
print(binascii.hexlify(b"\x01\xab"), binascii.hexlify(b"abcd", "-"), binascii.hexlify(b"abcdef", ":", 2), binascii.crc32(b"hello"))
print(binascii.crc32(b"lo", binascii.crc32(b"hel")), binascii.b2a_base64(b"x", newline=False), binascii.crc32(b"x" * 100000))


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, type(error).__module__, error)


for text in """base64.b64decode('Zg')
base64.b64decode('Z')
base64.b64decode('Zm9vY')
base64.b64decode('Zm=9v', validate=True)
base64.b64decode('Zm9v!', validate=True)
base64.b64decode('Zg==x', validate=True)
base64.b64decode('=', validate=True)
base64.b64decode('ü')
base64.b64decode(5)
base64.b64encode('text')
base64.b32decode('ME')
base64.b32decode('me======', True)
base64.b32decode('1E======')
base64.b16decode('ab')
base64.b16decode('ab', True)
binascii.unhexlify('abc')
binascii.unhexlify('zz')
binascii.unhexlify(b'0g')""".splitlines():
    attempt(text)
