"""Sockets: the Python side of the module; what needs the system is native (_socket)."""

import _socket
import io as _io
import os as _os
from _socket import *
from _socket import gaierror, herror, timeout, error
from sys import byteorder as _byteorder

_GLOBAL_DEFAULT_TIMEOUT = object()


def _named(name, prefix, *, hidden=()):
    """A class of integers that know the name of the constant they are, made of this module's constants."""

    class Named(int):
        __slots__ = ()

        @property
        def name(self):
            return _names.get(int(self))

        @property
        def value(self):
            return int(self)

        def __repr__(self):
            known = _names.get(int(self))
            if known is None:
                return f"<{name}: {int(self)}>"
            return f"<{name}.{known}: {int(self)}>"

        def __str__(self):
            return int.__repr__(self)

    Named.__name__ = Named.__qualname__ = name
    _names = {}
    for constant, number in list(globals().items()):
        if constant.startswith(prefix) and constant not in hidden and type(number) is int:
            _names.setdefault(number, constant)
            globals()[constant] = Named(number)
    Named._known = _names
    return Named


AddressFamily = _named("AddressFamily", "AF_")
SocketKind = _named("SocketKind", "SOCK_")
MsgFlag = _named("MsgFlag", "MSG_")
AddressInfo = _named("AddressInfo", "AI_")


def _constant(kind, number):
    return kind(number) if number in kind._known else number


class socket(_socket.socket):
    """A socket: one end of a connection between threads, processes or machines."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            if family == -1:
                family = AF_INET
            if type == -1:
                type = SOCK_STREAM
            if proto == -1:
                proto = 0
        _socket.socket.__init__(self, family, type, proto, fileno)
        self._io_refs = 0
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        closed = getattr(self, "_closed", False)
        cls = self.__class__
        text = (f"<{cls.__module__}.{cls.__qualname__}{' [closed]' if closed else ''} fd={self.fileno()}, "
                f"family={int(self.family)}, type={int(self.type)}, proto={self.proto}")
        if not closed and self.fileno() != -1:
            own = self._address(False)
            if own:
                text += f", laddr={own}"
            peer = self._address(True)
            if peer:
                text += f", raddr={peer}"
        return text + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    @property
    def family(self):
        return _constant(AddressFamily, _socket.socket.family.__get__(self))

    @property
    def type(self):
        return _constant(SocketKind, _socket.socket.type.__get__(self))

    def accept(self):
        """Wait for a connection; returns a new socket for it and the peer's address."""
        fd, address = self._accept()
        connection = socket(self.family, self.type, self.proto, fileno=fd)
        if getdefaulttimeout() is None and self.gettimeout():
            connection.setblocking(True)
        return connection, address

    def dup(self):
        """Another socket object for the same connection."""
        copy = self.__class__(self.family, self.type, self.proto, fileno=_socket.dup(self.fileno()))
        copy.settimeout(self.gettimeout())
        return copy

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """A file object for the connection; the socket stays open until both are closed."""
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        writing = "w" in mode
        reading = "r" in mode or not writing
        binary = "b" in mode
        raw = SocketIO(self, ("r" if reading else "") + ("w" if writing else ""))
        self._io_refs += 1
        if buffering is None:
            buffering = -1
        if buffering < 0:
            buffering = _io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if not binary:
                raise ValueError("unbuffered streams must be binary")
            return raw
        if reading and writing:
            buffer = _io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffer = _io.BufferedReader(raw, buffering)
        else:
            buffer = _io.BufferedWriter(raw, buffering)
        if binary:
            return buffer
        text = _io.TextIOWrapper(buffer, encoding, errors, newline)
        text.mode = mode
        return text

    def sendfile(self, file, offset=0, count=None):
        """Send the bytes of a binary file until its end; returns how many were sent."""
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not self.type & SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if self.gettimeout() == 0:
            raise ValueError("non-blocking sockets are not supported")
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f"count must be a positive integer (got {count!r})")
            if count <= 0:
                raise ValueError(f"count must be a positive integer (got {count!r})")
        if offset:
            file.seek(offset)
        total = 0
        while count is None or total < count:
            piece = file.read(8192 if count is None else min(8192, count - total))
            if not piece:
                break
            self.sendall(piece)
            total += len(piece)
        return total

    def _decref_socketios(self):
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self):
        _socket.socket.close(self)

    def close(self):
        """Close the socket; file objects made of it keep the connection open until they are closed."""
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        """Give the descriptor up without closing it; returns it."""
        self._closed = True
        return _socket.socket.detach(self)

    def get_inheritable(self):
        """Whether children inherit the socket."""
        return _os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        """Decide whether children inherit the socket."""
        _os.set_inheritable(self.fileno(), inheritable)


class SocketIO(_io.RawIOBase):
    """Raw file access to a socket: what makefile() gives with buffering=0, and what its other files stand on."""

    def __init__(self, sock, mode):
        if mode not in ("r", "w", "rw", "rb", "wb", "rwb"):
            raise ValueError(f"invalid mode: {mode!r}")
        super().__init__()
        if "b" not in mode:
            mode += "b"
        self._sock = sock
        self._mode = mode
        self._reading = "r" in mode
        self._writing = "w" in mode
        self._timeout_occurred = False

    def readinto(self, buffer, /):
        """Receive bytes into a buffer; None if there are none and the socket does not wait."""
        if self._sock is None or not self._reading:
            self._checkClosed()
            self._checkReadable()
        if self._timeout_occurred:
            raise OSError("cannot read from timed out object")
        try:
            return self._sock.recv_into(buffer)
        except BlockingIOError:
            return None
        except timeout:
            self._timeout_occurred = True
            raise

    def write(self, data, /):
        """Send bytes, perhaps not all of them; None if there is no room and the socket does not wait."""
        if self._sock is None or not self._writing:
            self._checkClosed()
            self._checkWritable()
        try:
            return self._sock.send(data)
        except BlockingIOError:
            return None

    def readable(self):
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._reading

    def writable(self):
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._writing

    def seekable(self):
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return super().seekable()

    def fileno(self):
        self._checkClosed()
        return self._sock.fileno()

    @property
    def name(self):
        return -1 if self.closed else self.fileno()

    @property
    def mode(self):
        return self._mode

    def close(self):
        if not self.closed:
            super().close()
            self._sock._decref_socketios()
            self._sock = None


def send_fds(sock, buffers, fds, flags=0, address=None):
    """Send the list of file descriptors fds over an AF_UNIX socket."""
    data = b"".join(fd.to_bytes(4, _byteorder, signed=True) for fd in fds)
    return sock.sendmsg(buffers, [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, data)])


def recv_fds(sock, bufsize, maxfds, flags=0):
    """Receive up to maxfds file descriptors; returns (data, list of descriptors, msg_flags, address)."""
    fds = []
    msg, ancdata, flags, addr = sock.recvmsg(bufsize, _socket.CMSG_LEN(maxfds * 4))
    for level, kind, data in ancdata:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            if len(data) % 4:
                raise RuntimeError("truncated data")
            fds += (int.from_bytes(data[at:at + 4], _byteorder, signed=True) for at in range(0, len(data), 4))
    return msg, fds, flags, addr


def fromfd(fd, family, type, proto=0):
    """A socket object for a duplicate of a descriptor."""
    return socket(family, type, proto, fileno=_socket.dup(fd))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two connected sockets."""
    if family is None:
        family = AF_UNIX
    one, other = _socket._socketpair(family, type, proto)
    return socket(family, type, proto, one), socket(family, type, proto, other)


_KINDS = [(SOCK_STREAM, IPPROTO_TCP, "tcp"), (SOCK_DGRAM, IPPROTO_UDP, "udp"), (SOCK_RAW, 0, "raw")]


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses under which a host and a port can be reached."""
    if isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode("ascii")
    elif host is not None and not isinstance(host, str):
        raise TypeError("getaddrinfo() argument 1 must be string or None")
    if isinstance(port, (bytes, bytearray)):
        port = bytes(port).decode("ascii")
    elif port is not None and not isinstance(port, (int, str)):
        raise OSError("Int or String expected")
    if host is None and port is None:
        raise gaierror(EAI_NONAME, "Name or service not known")
    if flags & ~0x7ff or flags & AI_CANONNAME and host is None:
        raise gaierror(EAI_BADFLAGS, "Bad value for ai_flags")
    if family not in (AF_UNSPEC, AF_INET, AF_INET6):
        raise gaierror(EAI_FAMILY, "ai_family not supported")
    kinds = [(kind, own, name) for kind, own, name in _KINDS
             if (not type or kind == type) and (not proto or own == proto or type == SOCK_RAW == kind)]
    if not kinds:
        raise gaierror(EAI_SOCKTYPE, "ai_socktype not supported")
    unknown_service = gaierror(EAI_SERVICE, "Servname not supported for ai_socktype")
    if type == SOCK_RAW and port is not None:
        # Raw packets have no ports.
        raise unknown_service
    if isinstance(port, str) and port and not port.isdigit():
        if flags & AI_NUMERICSERV:
            raise gaierror(EAI_NONAME, "Name or service not known")
        ports = []
        for kind, own, name in kinds:
            try:
                ports.append((kind, own, getservbyname(port, name)))
            except OSError:
                # Not over this protocol.
                pass
        if not ports:
            raise unknown_service
    else:
        port = int(port or 0)
        if not 0 <= port < 1 << 63:
            raise unknown_service
        ports = [(kind, own, port & 0xffff) for kind, own, _ in kinds]
    if host is None:
        found = [(AF_INET6, "::1", 0), (AF_INET, "127.0.0.1", 0)]
        if flags & AI_PASSIVE:
            found = [(AF_INET, "0.0.0.0", 0), (AF_INET6, "::", 0)]
    else:
        if flags & AI_NUMERICHOST:
            try:
                inet_pton(AF_INET6, host.partition("%")[0]) if ":" in host else inet_aton(host)
            except OSError:
                raise gaierror(EAI_NONAME, "Name or service not known") from None
        found = _socket._lookup(host)
    if family == AF_INET6 and flags & AI_V4MAPPED:
        mapped = [(AF_INET6, "::ffff:" + address, 0) for own, address, _ in found if own == AF_INET]
        six = [one for one in found if one[0] == AF_INET6]
        found = six + mapped if flags & AI_ALL else six or mapped
    canonical = host if flags & AI_CANONNAME and host else ""
    result = []
    for own, address, scope in found:
        if family and own != family:
            continue
        for kind, protocol, number in ports:
            full = (address, number) if own == AF_INET else (address, number, 0, scope)
            result.append((_constant(AddressFamily, own), _constant(SocketKind, kind), protocol or proto, canonical, full))
            canonical = ""
    if not result:
        if host is not None and (host.replace(".", "").isdigit() or ":" in host):
            raise gaierror(EAI_ADDRFAMILY, "Address family for hostname not supported")
        raise gaierror(EAI_NODATA, "No address associated with hostname")
    return result


def gethostbyname_ex(host):
    """Name, other names, and IPv4 addresses of a host."""
    addresses = [address for own, address, _ in _socket._lookup(host) if own == AF_INET]
    if not addresses and ":" in host:
        raise gaierror(EAI_ADDRFAMILY, "Address family for hostname not supported")
    if not addresses:
        raise gaierror(EAI_NODATA, "No address associated with hostname")
    return host, [], list(dict.fromkeys(addresses))


def _host_of(address):
    """The name of an address in /etc/hosts, which is where names of addresses are looked up here."""
    try:
        with open("/etc/hosts") as hosts:
            for line in hosts:
                words = line.split("#")[0].split()
                if len(words) > 1 and words[0] == address:
                    return words[1:]
    except OSError:
        pass
    return None


def gethostbyaddr(host):
    """Name, other names, and addresses of an address; only what /etc/hosts tells."""
    found = _socket._lookup(host)
    address = found[0][1]
    names = _host_of(address)
    if names is None:
        raise herror(1, "Unknown host")
    return names[0], names[1:], [address]


def getnameinfo(sockaddr, flags, /):
    """Host and service of an address, as texts."""
    if not isinstance(sockaddr, tuple):
        raise TypeError("getnameinfo() argument 1 must be a tuple")
    if not (2 <= len(sockaddr) <= 4 and isinstance(sockaddr[0], str)):
        raise TypeError("getnameinfo(): illegal sockaddr argument")
    host, *numbers = sockaddr
    for number in numbers:
        if not isinstance(number, int):
            raise TypeError(f"'{type(number).__name__}' object cannot be interpreted as an integer")
    port = numbers[0] & 0xffff
    if len(numbers) > 1 and numbers[1] > 0xfffff:
        raise OverflowError("getnameinfo(): flowinfo must be 0-1048575.")
    (family, *_), *_ = getaddrinfo(host, port, 0, SOCK_DGRAM, 0, AI_NUMERICHOST)
    if family == AF_INET and len(numbers) > 1:
        raise error("IPv4 sockaddr must be 2 tuple")
    if family == AF_INET6 and len(numbers) == 3 and numbers[2] and "%" not in host:
        # Which of the machine's links an address that is valid on each of them is meant on.
        host = f"{host}%{if_indextoname(numbers[2])}"
    if not flags & NI_NUMERICHOST:
        names = _host_of(host)
        if names:
            host = names[0]
    service = str(port)
    if not flags & NI_NUMERICSERV:
        try:
            service = getservbyport(port, "udp" if flags & NI_DGRAM else "tcp")
        except OSError:
            pass
    return host, service


def getfqdn(name=""):
    """The fully qualified name of a host, as far as it is known."""
    name = name.strip()
    if not name or name in ("0.0.0.0", "::"):
        name = gethostname()
    try:
        hostname, aliases, addresses = gethostbyaddr(name)
    except OSError:
        return name
    for candidate in [hostname, *aliases]:
        if "." in candidate:
            return candidate
    return hostname


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """Connect to a host and a port, trying each of its addresses; returns the socket."""
    host, port = address
    failures = []
    for family, kind, proto, _, target in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(target)
            failures.clear()
            return sock
        except error as failure:
            if not all_errors:
                failures.clear()
            failures.append(failure)
            if sock is not None:
                sock.close()
    if not failures:
        raise error("getaddrinfo returns an empty list")
    try:
        if not all_errors:
            raise failures[0]
        raise ExceptionGroup("create_connection failed", failures)
    finally:
        failures.clear()


def has_dualstack_ipv6():
    """Whether one socket can serve IPv6 and IPv4."""
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except error:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A listening TCP socket."""
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError("dualstack_ipv6 not supported on this platform")
        if family != AF_INET6:
            raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    sock = socket(family, SOCK_STREAM)
    try:
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            sock.bind(address)
        except error as failure:
            raise error(failure.errno, f"{failure.strerror} (while attempting to bind on address {address!r})") from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except error:
        sock.close()
        raise


def if_nameindex():
    """Numbers and names of the network interfaces."""
    found = []
    for name in _os.listdir("/sys/class/net"):
        try:
            with open(f"/sys/class/net/{name}/ifindex") as file:
                found.append((int(file.read()), name))
        except OSError:
            pass
    return sorted(found)


def if_nametoindex(name, /):
    """The number of a network interface."""
    name = _os.fsdecode(name)
    for index, known in if_nameindex():
        if known == name:
            return index
    raise error("no interface with this name")


def if_indextoname(index, /):
    """The name of a network interface."""
    index = index.__index__()
    if index < 0:
        raise OverflowError("can't convert negative value to unsigned int")
    if index >= 1 << 32:
        raise OverflowError("index is too large")
    for known, name in if_nameindex():
        if known == index:
            return name
    raise error(6, _os.strerror(6))
