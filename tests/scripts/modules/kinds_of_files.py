# mimetypes: names to types and back, tables of one's own, files of types.
import os
import tempfile
import mimetypes as m

m.knownfiles = []
file = tempfile.mktemp()
print(m.inited, m.guess_type("x.html"), m.inited, m.guess_type("http://a/b.tar.gz?q"), m.guess_type("data:text/x,foo"), m.guess_type("data:,foo"), m.guess_type("data:foo"), m.guess_type("data:image/png;base64,xx"), m.guess_type("x.svgz"), m.guess_type("x.tgz"), m.guess_type("x.Z"), m.guess_type("x.z"), m.guess_type("x.jpg", strict=False), m.guess_type("x.xul", False), m.guess_type("x.rtf"), m.guess_type("noext"), m.guess_type(""), m.guess_type(".html"), m.guess_type("C:/x.txt"))
print(m.guess_extension("text/html"), m.guess_extension("image/jpeg"), m.guess_extension("no/such"), m.guess_all_extensions("text/plain"), m.guess_extension("IMAGE/PNG"), m.guess_all_extensions("audio/midi", False))
m.add_type("x/y", ".xy"); print(m.guess_type("a.xy"), m.guess_extension("x/y"), m.types_map[".xy"], len(m.types_map), len(m.common_types))
m.init(); print(m.guess_type("a.xy"))
d = m.MimeTypes(); print(d.guess_type("a.xy"), len(d.types_map[True]), len(d.types_map[False]))
open(file, "w").write("# c\nq/r qq rr # zz\n\nq/s\n"); print(m.read_mime_types("/nonexistent"), m.read_mime_types(file)[".rr"]); m.init([file]); print(m.guess_type("x.qq"), m.guess_type("x.zz"))
print(m.encodings_map, m.suffix_map)
for b in (None, 5): 
    try: m.guess_type(b)
    except Exception as e: print(type(e), e)
import pathlib; print(m.guess_type(pathlib.Path("a.py")), m.guess_file_type("a.py"), m.guess_file_type(b"a.py"))
os.unlink(file)
