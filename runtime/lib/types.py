"""Names of types that have no name of their own."""

import sys

SimpleNamespace = type(sys.implementation)


def _f():
    pass


FunctionType = LambdaType = type(_f)
CodeType = type(_f.__code__)


def _g():
    yield 1


GeneratorType = type(_g())


class _C:
    __slots__ = ("member",)

    def _m(self):
        pass


MethodType = type(_C()._m)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(str.join)
MemberDescriptorType = type(_C.member)
ModuleType = type(sys)
MappingProxyType = type(type.__dict__)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
EllipsisType = type(Ellipsis)
GenericAlias = type(list[int])
UnionType = type(int | str)

try:
    raise TypeError
except TypeError as _failure:
    TracebackType = type(_failure.__traceback__)

del _f, _g, _C
