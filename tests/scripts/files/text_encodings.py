"""Encodings with marks, of other line ends than ASCII's, by any of their names; and characters across two reads."""
import io
import os
import tempfile

os.chdir(tempfile.mkdtemp())


def told(what, act):
    try:
        print(what, repr(act()))
    except Exception as error:
        print(what, type(error).__name__, error)


for encoding in ("cp037", "cp500", "EBCDIC_CP_BE", "UTF 16", "U16", "unicodebigunmarked", "unicodelittleunmarked",
                 "utf 32", "utf 8 sig", "utf_16_be", "utf-32LE", "mac-roman", "hp roman8"):
    with open("file", "w", encoding=encoding) as file:
        file.write("a\nb\r\n")
        file.write("c\n")
    with open("file", "rb") as file:
        print(encoding, file.read())
    for newline in (None, "", "\n", "\r", "\r\n"):
        with open("file", encoding=encoding, newline=newline) as file:
            print(list(file), file.newlines)
    with open("file", encoding=encoding) as file:
        print(ascii([file.read(1), file.readline(), file.read(2), file.read()]))
    memory = io.BytesIO()
    text = io.TextIOWrapper(memory, encoding=encoding, line_buffering=True)
    text.write("x")
    print(memory.getvalue(), end=" ")
    text.write("y\n")
    print(memory.getvalue())
    with open("file", "a", encoding=encoding) as file:
        file.write("d")
    with open("file", encoding=encoding) as file:
        told("all", file.read)
told("misspelled", lambda: open("file", encoding="utf8_sig"))

# The mark at the start says how to go on anywhere.
for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\0\0\xfe\xff", "utf-32-be"),
                       (b"\xef\xbb\xbf", "utf-8")):
    with open("file", "wb") as file:
        file.write(mark + "one\ntwo\u20ac\nthree\n".encode(encoding))
    with open("file", encoding="utf-8-sig" if encoding == "utf-8" else encoding[:6]) as file:
        file.readline()
        place = file.tell()
        print(ascii(file.readline()), file.seek(place) == place, ascii(file.read()))
        print(file.seek(0), ascii(file.read()))

# One wrong byte, and a character that begins in what one read brings and ends in the next.
with open("file", "wb") as file:
    file.write(b"\xef\xbb\xbf\xff" + b"x" * 8187 + "\u20ac\U0001f600z".encode())
for encoding in ("utf-8-sig", "utf-8"):
    for errors in ("replace", "ignore", "backslashreplace"):
        with open("file", encoding=encoding, errors=errors) as file:
            text = file.read()
        print(encoding, errors, len(text), ascii(text[:4]), ascii(text[-5:]))
for cut in range(8188, 8193):
    for wrong in (b"\xe2\x82", b"\xf0\x9f\x98", b"\xc3", b"\x80\x80\x80", b"\xed\xa0", b"\xf4\x90", b"\xe0\x80", b"\xf5"):
        with open("file", "wb") as file:
            file.write(b"\xef\xbb\xbf\xff" + b"x" * (cut - 4) + wrong + b"yz")
        with open("file", encoding="utf-8-sig", errors="replace") as file:
            text = file.read()
        print(len(text), ascii(text[-7:]), end=" ")
    print()
