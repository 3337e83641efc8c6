"""Kinds of files: from names and URLs to MIME types and back."""

import os
import posixpath
import urllib.parse

__all__ = ["knownfiles", "inited", "MimeTypes", "guess_type", "guess_file_type", "guess_all_extensions",
           "guess_extension", "add_type", "init", "read_mime_types", "suffix_map", "encodings_map", "types_map",
           "common_types"]

# Where systems and web servers keep what they know, in the order of reading: what comes later wins.
knownfiles = [
    "/etc/mime.types",
    "/etc/httpd/mime.types",
    "/etc/httpd/conf/mime.types",
    "/etc/apache/mime.types",
    "/etc/apache2/mime.types",
    "/usr/local/etc/httpd/conf/mime.types",
    "/usr/local/lib/netscape/mime.types",
    "/usr/local/etc/httpd/conf/mime.types",
    "/usr/local/etc/mime.types",
]

# Names of types with their extensions, in CPython's order: the first extension of a type is the one that is guessed.
_TYPES = """
text/javascript js mjs
application/json json
application/manifest+json webmanifest
application/msword doc dot wiz
application/n-quads nq
application/n-triples nt
application/octet-stream bin a dll exe o obj so
application/oda oda
application/pdf pdf
application/pkcs7-mime p7c
application/postscript ps ai eps
application/trig trig
application/vnd.apple.mpegurl m3u m3u8
application/vnd.ms-excel xls xlb
application/vnd.ms-powerpoint ppt pot ppa pps pwz
application/wasm wasm
application/x-bcpio bcpio
application/x-cpio cpio
application/x-csh csh
application/x-dvi dvi
application/x-gtar gtar
application/x-hdf hdf
application/x-hdf5 h5
application/x-latex latex
application/x-mif mif
application/x-netcdf cdf nc
application/x-pkcs12 p12 pfx
application/x-pn-realaudio ram
application/x-python-code pyc pyo
application/x-sh sh
application/x-shar shar
application/x-shockwave-flash swf
application/x-sv4cpio sv4cpio
application/x-sv4crc sv4crc
application/x-tar tar
application/x-tcl tcl
application/x-tex tex
application/x-texinfo texi texinfo
application/x-troff roff t tr
application/x-troff-man man
application/x-troff-me me
application/x-troff-ms ms
application/x-ustar ustar
application/x-wais-source src
application/xml xsl rdf wsdl xpdl
application/zip zip
audio/3gpp 3gp 3gpp
audio/3gpp2 3g2 3gpp2
audio/aac aac adts loas ass
audio/basic au snd
audio/mpeg mp3 mp2
audio/opus opus
audio/x-aiff aif aifc aiff
audio/x-pn-realaudio ra
audio/x-wav wav
image/avif avif
image/bmp bmp
image/gif gif
image/ief ief
image/jpeg jpg jpe jpeg
image/heic heic
image/heif heif
image/png png
image/svg+xml svg
image/tiff tiff tif
image/vnd.microsoft.icon ico
image/webp webp
image/x-cmu-raster ras
image/x-portable-anymap pnm
image/x-portable-bitmap pbm
image/x-portable-graymap pgm
image/x-portable-pixmap ppm
image/x-rgb rgb
image/x-xbitmap xbm
image/x-xpixmap xpm
image/x-xwindowdump xwd
message/rfc822 eml mht mhtml nws
text/css css
text/csv csv
text/html html htm
text/markdown md markdown
text/n3 n3
text/plain txt bat c h ksh pl srt
text/richtext rtx
text/rtf rtf
text/tab-separated-values tsv
text/vtt vtt
text/x-python py
text/x-rst rst
text/x-setext etx
text/x-sgml sgm sgml
text/x-vcard vcf
text/xml xml
video/mp4 mp4
video/mpeg mpeg m1v mpa mpe mpg
video/quicktime mov qt
video/webm webm
video/x-msvideo avi
video/x-sgi-movie movie
"""

# Types that are used but not registered.
_COMMON_TYPES = """
application/rtf rtf
audio/midi midi
audio/midi mid
image/jpg jpg
image/pict pict
image/pict pct
image/pict pic
text/xul xul
"""


def _extensions(table):
    words = (line.split() for line in table.split("\n"))
    return {"." + extension: kind for kind, *extensions in filter(None, words) for extension in extensions}


types_map = _types_map_default = _extensions(_TYPES)
common_types = _common_types_default = _extensions(_COMMON_TYPES)
suffix_map = _suffix_map_default = {
    ".svgz": ".svg.gz", ".tgz": ".tar.gz", ".taz": ".tar.gz", ".tz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
encodings_map = _encodings_map_default = {".gz": "gzip", ".Z": "compress", ".bz2": "bzip2", ".xz": "xz", ".br": "br"}

inited = False
_db = None


class MimeTypes:
    """What is known of types; maps come in pairs, those of types that are not registered first."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map = _encodings_map_default.copy()
        self.suffix_map = _suffix_map_default.copy()
        self.types_map = ({}, {})
        self.types_map_inv = ({}, {})
        for registered, known in (True, _types_map_default), (False, _common_types_default):
            for extension, kind in known.items():
                self.add_type(kind, extension, registered)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Files with this extension are of this type from now on."""
        self.types_map[strict][ext] = type
        known = self.types_map_inv[strict].setdefault(type, [])
        if ext not in known:
            known.append(ext)

    def guess_type(self, url, strict=True):
        """The type and the encoding of what a URL or a path names, as far as they are known."""
        url = os.fspath(url)
        parts = urllib.parse.urlparse(url)
        # One letter would be a drive of Windows.
        if len(parts.scheme) < 2:
            return self.guess_file_type(url, strict=strict)
        if parts.scheme != "data":
            return self._guess_file_type(parts.path, strict)
        head, comma, _ = parts.path.partition(",")
        if not comma:
            return None, None
        kind = head.split(";")[0]
        return ("text/plain" if "=" in kind or "/" not in kind else kind), None

    def guess_file_type(self, path, *, strict=True):
        """The type and the encoding of a file, by its name."""
        return self._guess_file_type(os.fsdecode(path), strict)

    def _guess_file_type(self, path, strict):
        base, extension = posixpath.splitext(path)
        while extension.lower() in self.suffix_map:
            base, extension = posixpath.splitext(base + self.suffix_map[extension.lower()])
        # .Z and .z are two things; types have no case.
        encoding = self.encodings_map.get(extension)
        if encoding is not None:
            extension = posixpath.splitext(base)[1]
        extension = extension.lower()
        kind = self.types_map[True].get(extension)
        if kind is None and not strict:
            kind = self.types_map[False].get(extension)
        return kind, encoding

    def guess_all_extensions(self, type, strict=True):
        """The extensions of files of a type."""
        type = type.lower()
        found = self.types_map_inv[True].get(type, [])
        if not strict:
            found = found + self.types_map_inv[False].get(type, [])
        return list(dict.fromkeys(found))

    def guess_extension(self, type, strict=True):
        """The usual extension of files of a type, or None."""
        found = self.guess_all_extensions(type, strict)
        return found[0] if found else None

    def read(self, filename, strict=True):
        """Learn from a file: a type and its extensions in each line."""
        with open(filename, encoding="utf-8") as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        """As read(), from an open file."""
        for line in fp:
            words = line.split()
            # A comment begins with a word that begins with its sign.
            end = next((at for at, word in enumerate(words) if word.startswith("#")), len(words))
            for extension in words[1:end]:
                self.add_type(words[0], "." + extension, strict)


def _ready():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """The type and the encoding of what a URL or a path names, as far as they are known."""
    return _ready().guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    """The type and the encoding of a file, by its name."""
    return _ready().guess_file_type(path, strict=strict)


def guess_all_extensions(type, strict=True):
    """The extensions of files of a type."""
    return _ready().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """The usual extension of files of a type, or None."""
    return _ready().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Files with this extension are of this type from now on."""
    return _ready().add_type(type, ext, strict)


def init(files=None):
    """Learn what the files of the system tell and these; without any, forget what was added."""
    global inited, _db, encodings_map, suffix_map, types_map, common_types
    # First, lest the new object call this function again.
    inited = True
    if files is None or _db is None:
        db = MimeTypes()
        files = [*knownfiles, *(files or ())]
    else:
        db = _db
    for file in files:
        if os.path.isfile(file):
            db.read(file)
    encodings_map, suffix_map = db.encodings_map, db.suffix_map
    common_types, types_map = db.types_map
    _db = db


def read_mime_types(file):
    """What a file tells, as a dict from extensions to types; None if it cannot be opened."""
    try:
        source = open(file, encoding="utf-8")
    except OSError:
        return None
    with source:
        db = MimeTypes()
        db.readfp(source)
    return db.types_map[True]
