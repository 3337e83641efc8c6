"""uuid: making, taking apart, comparing."""

import copy
import uuid

u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, u.variant, u.version, u.time, u.clock_seq, u.node, hash(u) == hash(u.int))
for made in (uuid.UUID("{12345678123456781234567812345678}"), uuid.UUID("urn:uuid:" + str(u)), uuid.UUID(bytes=u.bytes), uuid.UUID(bytes_le=u.bytes_le),
             uuid.UUID(fields=u.fields), uuid.UUID(int=u.int)):
    print(made == u, made is u)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://python.org/"), uuid.uuid5(uuid.NAMESPACE_DNS, b"x"))
four, one = uuid.uuid4(), uuid.uuid1()
print(four.version, four.variant, one.version, one.variant, len(str(four)), four != uuid.uuid4(), one.node == uuid.getnode(), uuid.uuid1() != uuid.uuid1())
one = uuid.uuid1(node=5, clock_seq=77)
print(one.node, one.clock_seq, copy.copy(u) == u, copy.deepcopy(u) == u, int(u) == u.int, sorted([u, uuid.NAMESPACE_OID])[0] == u, u < uuid.NAMESPACE_X500)
print(uuid.UUID(int=0), uuid.UUID(int=0).variant, uuid.UUID(int=2 ** 128 - 1).variant, uuid.UUID(int=u.int, version=4), u == str(u), u.is_safe)
for arguments in ({}, {"hex": "12"}, {"bytes": b"x"}, {"bytes_le": b"x"}, {"int": -1}, {"int": 2 ** 128}, {"fields": (1,)}, {"fields": (2 ** 32, 0, 0, 0, 0, 0)},
                  {"fields": (0, 0, 0, 256, 0, 0)}, {"int": 1, "version": 9}, {"hex": "z" * 32}, {"int": 1, "hex": "1"}):
    try:
        print(uuid.UUID(**arguments))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    u.int = 5
except TypeError as error:
    print(error)
try:
    print(u < 5)
except TypeError as error:
    print(error)
