"""The module codecs, single-byte encodings, and the handlers of errors."""
import codecs
import io
import os
import tempfile
import zlib

os.chdir(tempfile.mkdtemp())


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


# Every byte of every encoding, and what cannot be encoded.
NAMES = """cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437
cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875
hp_roman8 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3 iso8859_4 iso8859_5
iso8859_6 iso8859_7 iso8859_8 iso8859_9 koi8_r koi8_t koi8_u kz1048 mac_cyrillic mac_greek mac_iceland mac_latin2 mac_roman
mac_turkish palmos ptcp154 tis_620 latin_1 ascii""".split()
for name in NAMES:
    text = bytes(range(256)).decode(name, "replace")
    back = text.encode(name, "replace")
    print(name, zlib.crc32(text.encode()), zlib.crc32(back), codecs.lookup(name).name)
for alias in ("windows-1252", "CP1252", "1252", "ISO-8859-15", "latin9", "l9", "IBM437", "437", "KOI8-R", "macintosh", "8859",
              "Windows_1251", "iso-ir-101", "csISOLatin2", "utf8", "U8", "UTF", "utf_16", "UTF-32BE"):
    told(alias, lambda: codecs.lookup(alias).name)
told("unknown", lambda: codecs.lookup("bogus"))
told("unknown", lambda: "x".encode("no such"))
told("unknown", lambda: b"x".decode("x-y"))
told("unknown", lambda: open("missing", encoding="nope"))
told("undefined", lambda: b"a\x81b".decode("cp1252"))
told("undefined", lambda: "a\u20ac\u0414b".encode("cp437"))
told("undefined", lambda: "a\u20acb".encode("cp1252"))
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "bogus"):
    for name in ("ascii", "latin-1", "cp437", "cp037"):
        told((handler, name), lambda: "a\u20ac\u00e9\U0001f600b".encode(name, handler))
    told(handler, lambda: b"a\x81b".decode("cp1252", handler))
    told(handler, lambda: b"a\x81b".decode("utf-8", handler))

# Files in such encodings.
with open("file", "w", encoding="cp1252") as file:
    print(file.write("\u20ac uro\nna\u00efve\n"), file.encoding)
print(open("file", "rb").read())
with open("file", encoding="cp1252") as file:
    print(file.readline(), file.tell(), file.read(3), file.tell(), file.read())

# At once.
print(codecs.encode("h\u00e9", "utf-8"), codecs.decode(b"h\xe9", "latin-1"), codecs.encode("Hello", "rot13"),
      codecs.encode(b"ab", "hex"), codecs.decode(b"6162", "hex"), codecs.decode(codecs.encode(b"x" * 9, "zlib"), "zlib"))
info = codecs.lookup("utf-8")
print(info.name, info.encode("\u20ac"), info.decode(b"\xe2\x82\xac"), len(info), info[0]("a"))
print(codecs.getencoder("ascii")("abc"), codecs.getdecoder("cp1252")(b"\x80"))
print(codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE)

# In pieces.
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "a\u20ac\U0001f600".encode()], repr(decoder.decode(b"", True)))
decoder = codecs.getincrementaldecoder("utf-8")("replace")
print([decoder.decode(piece) for piece in (b"a\xe2", b"\x82", b"b\xf0")], repr(decoder.decode(b"", final=True)))
decoder = codecs.getincrementaldecoder("utf-8")()
told("cut", lambda: (decoder.decode(b"\xe2\x82"), decoder.getstate(), decoder.decode(b"", True)))
for name in ("utf-16", "utf-16-be", "utf-32", "utf-8-sig"):
    encoder = codecs.getincrementalencoder(name)()
    data = encoder.encode("a\U0001f600") + encoder.encode("b") + encoder.encode("", True)
    decoder = codecs.getincrementaldecoder(name)()
    print(name, data, "".join(decoder.decode(data[at:at + 1]) for at in range(len(data))) + decoder.decode(b"", True))
print(list(codecs.iterdecode([b"a\xe2\x82", b"\xacb"], "utf-8")), list(codecs.iterencode(["a", "\u20ac"], "utf-16-le")))

# Over streams.
memory = io.BytesIO()
writer = codecs.getwriter("utf-8")(memory)
writer.write("line \u20ac\n")
writer.writelines(["a\n", "b"])
print(memory.getvalue())
reader = codecs.getreader("utf-8")(io.BytesIO(memory.getvalue()))
print(reader.readline(), reader.read(1), reader.read())
print(list(codecs.getreader("latin-1")(io.BytesIO(b"a\nb\xe9\r\nc"))))
with codecs.open("file", "w", "utf-16") as file:
    file.write("one\n")
    file.write("two\u20ac\n")
print(open("file", "rb").read())
with codecs.open("file", encoding="utf-16") as file:
    print(file.readline(), file.readlines(), file.encoding)
with codecs.open("file", "rb") as file:
    print(type(file).__name__)
recoded = codecs.EncodedFile(io.BytesIO(b"\xe9\n"), "utf-8", "latin-1")
print(recoded.read())


class Reverse(codecs.Codec):
    def encode(self, input, errors="strict"):
        return input[::-1].encode(), len(input)

    def decode(self, input, errors="strict"):
        return bytes(input).decode()[::-1], len(input)


def search(name):
    if name == "reverse":
        return codecs.CodecInfo(Reverse().encode, Reverse().decode, name="reverse")


codecs.register(search)
print(codecs.encode("abc", "reverse"), codecs.decode(b"abc", "reverse"))
told("handler", lambda: codecs.lookup_error("bogus"))
print(codecs.lookup_error("replace")(UnicodeEncodeError("ascii", "a\u20ac", 1, 2, "x")))
