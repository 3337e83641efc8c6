"""What machine, system and interpreter this is."""

import os
import sys
from collections import namedtuple

_Fields = namedtuple("uname_result", "system node release version machine")


class uname_result(_Fields):
    """What uname() tells; `processor` is looked up when asked for."""

    __slots__ = ()

    @property
    def processor(self):
        return processor()

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    def __len__(self):
        return 6

    def __getitem__(self, key):
        return tuple(self)[key]


def uname():
    """Return the system, its node, release and version, and the machine."""
    known = os.uname()
    return uname_result(known.sysname, known.nodename, known.release, known.version, known.machine)


def system():
    """The operating system: 'Linux'."""
    return uname().system


def node():
    """The name of this computer in its network."""
    return uname().node


def release():
    """The release of the operating system."""
    return uname().release


def version():
    """The version of the operating system."""
    return uname().version


def machine():
    """The type of the machine: 'x86_64'."""
    return uname().machine


def processor():
    """The name of the processor, where it is known: here it is not."""
    return ""


def architecture(executable=sys.executable, bits="", linkage=""):
    """The width of pointers, and the format of executables."""
    return bits or ("64bit" if sys.maxsize > 2**32 else "32bit"), linkage or "ELF"


def python_implementation():
    """Which implementation of Python this is; 'gilvm'."""
    return sys.implementation.name


def python_version():
    """The version of the language: '3.13.0'."""
    return "%d.%d.%d" % sys.version_info[:3]


def python_version_tuple():
    """The version of the language: ('3', '13', '0')."""
    return tuple(python_version().split("."))


def python_branch():
    """The branch that the interpreter was built from, which is not recorded."""
    return ""


def python_revision():
    """The revision that the interpreter was built from, which is not recorded."""
    return ""


def python_build():
    """The number and the date of the build, which are not recorded."""
    return "", ""


def python_compiler():
    """What the interpreter was compiled with."""
    return "rustc"


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """The C library; gilvm does not look."""
    return lib, version


def freedesktop_os_release():
    """The fields of /etc/os-release."""
    for path in "/etc/os-release", "/usr/lib/os-release":
        try:
            with open(path, encoding="utf-8") as lines:
                pairs = (line.strip().partition("=") for line in lines if "=" in line and not line.startswith("#"))
                found = {key: value.strip("\"'") for key, _, value in pairs}
        except OSError:
            continue
        return {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux", **found}
    raise OSError("Unable to read files /etc/os-release, /usr/lib/os-release")


def platform(aliased=False, terse=False):
    """One line that names the system."""
    known = uname()
    return "-".join([known.system, known.release] if terse else
                    [known.system, known.release, known.machine]).replace(" ", "_")
