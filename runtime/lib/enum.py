"""Enumerations: classes whose attributes are their only instances.

The metaclass takes the attributes that are to be members out of the class body, makes the class, and gets each
member made by what stood in its place (`_Proto.__set_name__`), so that members exist before `__init_subclass__` runs.
"""

import sys as _sys
from builtins import property as _property
from types import MappingProxyType as _MappingProxyType, UnionType as _UnionType
from functools import partial as _partial

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique",
    "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS",
    "UNIQUE", "pickle_by_global_name", "pickle_by_enum_name", "show_flag_values",
]

# The classes that the metaclass treats in a special way, once they exist.
Enum = Flag = ReprEnum = None
_unset = object()
_auto_unset = object()


class nonmember:
    """Protects an attribute of the class body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes an attribute of the class body a member that would otherwise be none, such as a function."""

    def __init__(self, value):
        self.value = value


class auto:
    """A value that _generate_next_value_ is to find."""

    def __init__(self, value=_auto_unset):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})" if self.value is not _auto_unset else "auto(<object object>)"


class property:
    """A property of members that leaves its name free for a member: on the class, that member is found."""

    member = None

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.__doc__ = doc or getattr(fget, "__doc__", None)

    def __set_name__(self, owner, name):
        self.name = name
        self.clsname = owner.__name__

    def __get__(self, instance, owner=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f"{owner!r} has no attribute {self.name!r}")
        if self.fget is not None:
            return self.fget(instance)
        try:
            return instance.__class__._member_map_[self.name]
        except KeyError:
            raise AttributeError(f"{instance.__class__!r} has no attribute {self.name!r}") from None

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        self.fdel(instance)

    def setter(self, fset):
        return type(self)(self.fget, fset, self.fdel, self.__doc__)


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    start = f"_{cls_name}__"
    return len(name) > len(start) and name.startswith(start) and (name[-1] != "_" or name[-2] != "_")


def _is_descriptor(value):
    return not isinstance(value, _partial) and any(hasattr(value, name) for name in ("__get__", "__set__", "__delete__"))


def _is_single_bit(value):
    return value != 0 and value & (value - 1) == 0


def _bits(value):
    """The bits of a number, lowest first."""
    while value:
        lowest = value & -value
        yield lowest
        value ^= lowest


def bin(num, max_bits=None):
    """A number in binary, with its sign in front: '0b0 1010', '0b1 0110'."""
    length = (num.__index__() if num >= 0 else ~num).bit_length()
    sign, digits = ("0", f"{num:b}") if num >= 0 else ("1", f"{(num & (1 << length) - 1):0{length}b}" if length else "")
    if max_bits is not None and len(digits) < max_bits:
        digits = digits.rjust(max_bits, sign)
    return f"0b{sign} {digits}"


_SUNDERS = ("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
            "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_")


class EnumDict(dict):
    """The namespace of a class body: notes which names are to be members, and finds the values of auto()."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _SUNDERS:
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value):
            pass
        elif self._cls_name is not None and isinstance(value, type) and value.__qualname__.endswith(
                f"{self._cls_name}.{value.__name__}"):
            # A class in the body, unless it is marked a member.
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            value = self._with_auto(key, value)
            self._member_names[key] = None
        super().__setitem__(key, value)

    def _with_auto(self, key, value):
        is_tuple = isinstance(value, tuple)
        parts = value if is_tuple else (value,)
        if not any(isinstance(part, auto) for part in parts):
            self._last_values.append(value)
            return value
        found = []
        for part in parts:
            if isinstance(part, auto):
                if part.value is _auto_unset:
                    part.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
                    self._auto_called = True
                part = part.value
                self._last_values.append(part)
            found.append(part)
        if not is_tuple:
            return found[0]
        return type(value)(*found) if hasattr(value, "_fields") else tuple(found)

    @_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, **more_members):
        for key in members.keys() if hasattr(members, "keys") else ():
            self[key] = members[key]
        if not hasattr(members, "keys"):
            for key, value in members:
                self[key] = value
        for key, value in more_members.items():
            self[key] = value


class _Proto:
    """Stands in the class for a member to be."""

    def __init__(self, value):
        self.value = value

    def __set_name__(self, cls, name):
        type.__delattr__(cls, name)
        value = self.value
        args = value if isinstance(value, tuple) else (value,)
        if cls._member_type_ is tuple:
            args = (args,)
        made = cls._new_member_(cls, *args) if cls._use_args_ else cls._new_member_(cls)
        if not hasattr(made, "_value_"):
            if cls._member_type_ is object:
                made._value_ = value
            else:
                try:
                    made._value_ = cls._member_type_(*args)
                except Exception as failure:
                    raise TypeError("_value_ not set in __new__, unable to create it") from failure
        value = made._value_
        made._name_ = name
        made.__objclass__ = cls
        made.__init__(*args)
        made._sort_order_ = len(cls._member_names_)
        is_flag = Flag is not None and issubclass(cls, Flag)
        if is_flag and isinstance(value, int):
            cls._flag_mask_ |= value
            if _is_single_bit(value):
                cls._singles_mask_ |= value
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        known = _by_value(cls, value)
        if known is not None:
            made = known
        elif not is_flag or isinstance(value, int) and _is_single_bit(value):
            cls._member_names_.append(name)
        cls._add_member_(name, made)
        try:
            cls._value2member_map_.setdefault(value, made)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(name, []).append(value)


def _by_value(cls, value):
    """The member of a value, hashable or not; None if there is none."""
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        return next((known for known in cls._member_map_.values() if known._value_ == value), None)


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first = metacls._get_mixins_(cls, bases)
        if first is not None:
            namespace["_generate_next_value_"] = getattr(first, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        for name in [*classdict.get("_ignore_", ()), "_ignore_"]:
            classdict.pop(name, None)
        names = classdict._member_names
        invalid = set(names) & {"mro", ""}
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join(map(repr, invalid))}")
        order = classdict.pop("_order_", None)
        space = dict(classdict.items())
        generate = space.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            space["_generate_next_value_"] = staticmethod(generate)
        member_type, first = metacls._get_mixins_(cls, bases)
        new, is_own, use_args = metacls._find_new_(space, member_type, first)
        for name in names:
            space[name] = _Proto(space[name])
        space.update(
            _new_member_=new, _use_args_=use_args, _member_names_=[], _member_map_={}, _value2member_map_={},
            _unhashable_values_=[], _unhashable_values_map_={}, _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases),
            _boundary_=boundary or getattr(first, "_boundary_", None),
            _flag_mask_=0, _singles_mask_=0, _all_bits_=0, _inverted_=None,
        )
        made = super().__new__(metacls, cls, bases, space, **kwds)
        space.update(made.__dict__)
        if ReprEnum is not None and ReprEnum in bases:
            if member_type is object:
                raise TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)")
            if "__format__" not in space:
                made.__format__ = space["__format__"] = member_type.__format__
            if "__str__" not in space:
                method = member_type.__str__
                made.__str__ = space["__str__"] = member_type.__repr__ if method is object.__str__ else method
        for name in "__repr__", "__str__", "__format__":
            if name not in space and first is not None:
                # A mixin's method does not win over that of the enumeration.
                if getattr(made, name) in (getattr(member_type, name), getattr(object, name)):
                    setattr(made, name, getattr(first, name))
        is_flag = Flag is not None and issubclass(made, Flag)
        if is_flag:
            for name in "__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__":
                if name not in space:
                    setattr(made, name, getattr(Flag, name))
        if Enum is not None:
            if is_own:
                made.__new_member__ = new
            made.__new__ = Enum.__new__
        if is_flag:
            values = [each._value_ for each in made]
            if values != sorted(values):
                made._iter_member_ = made._iter_member_by_def_
        elif Enum is not None and cls != "Flag":
            for name in "_boundary_", "_flag_mask_", "_singles_mask_", "_all_bits_", "_inverted_":
                delattr(made, name)
        if order is not None:
            metacls._check_order_(made, order, is_flag)
        return made

    @staticmethod
    def _check_order_(made, order, is_flag):
        if isinstance(order, str):
            order = order.replace(",", " ").split()
        order = [name for name in order
                 if name not in made._member_map_
                 or name in made._member_names_ and (not is_flag or _is_single_bit(made[name]._value_))]
        if order != made._member_names_:
            raise TypeError(f"member order does not match _order_:\n  {made._member_names_!r}\n  {order!r}")

    def __bool__(cls):
        return True

    def __call__(cls, value, names=_unset, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        """Find a member by its value; for an enumeration without members, make a new one: Enum("Name", "A B C")."""
        if cls._member_map_:
            if names is not _unset:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _unset and type is None:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum")
        if module is None:
            module = _sys._getframe(1).f_globals.get("__name__")
        return cls._create_(value, None if names is _unset else names, module=module, qualname=qualname, type=type,
                            start=start, boundary=boundary)

    def __contains__(cls, value):
        """Whether this is a member, or the value of one."""
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, name):
        if name in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)

    def __dir__(cls):
        shown = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__",
                 "__module__", "__name__", "__qualname__", *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            shown.add("__new__")
        return sorted(shown if cls._member_type_ is object else shown | set(dir(cls._member_type_)))

    def __getitem__(cls, name):
        """Find a member by its name."""
        return cls._member_map_[name]

    def __iter__(cls):
        """The members in the order of their definition, without aliases."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        """All members by name, with aliases; cannot be changed."""
        return _MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if Flag is not None and issubclass(cls, Flag) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __or__(cls, other):
        return _UnionType.__or__(type.__or__(cls, None), other) if other is None else type.__or__(cls, other)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """Make an enumeration from names: a text, names, pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first = cls._get_mixins_(class_name, bases)
        space = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            values = []
            for count, name in enumerate(names):
                values.append(first._generate_next_value_(name, start, count, values[:]))
            names = list(zip(names, values))
        for item in names or ():
            name, value = (item, names[item]) if isinstance(item, str) else item
            space[name] = value
        if module is not None:
            space["__module__"] = module
        if qualname is not None:
            space["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, space, boundary=boundary)

    @classmethod
    def _check_for_existing_members_(metacls, class_name, bases):
        for base in bases:
            for ancestor in base.__mro__:
                if isinstance(ancestor, EnumType) and ancestor._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {ancestor!r}")

    @classmethod
    def _get_mixins_(metacls, class_name, bases):
        """The type that members get their data from, and the enumeration derived from."""
        if not bases:
            return object, Enum
        if not isinstance(bases[-1], EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return metacls._find_data_type_(class_name, bases) or object, bases[-1]

    @classmethod
    def _find_data_repr_(metacls, class_name, bases):
        for base in bases:
            for ancestor in base.__mro__:
                if ancestor is object:
                    continue
                if isinstance(ancestor, EnumType):
                    return ancestor._value_repr_
                if "__repr__" in ancestor.__dict__:
                    return ancestor.__dict__["__repr__"]
        return None

    @classmethod
    def _find_data_type_(metacls, class_name, bases):
        found = []
        for base in bases:
            candidate = None
            for ancestor in base.__mro__:
                if ancestor is object:
                    continue
                if isinstance(ancestor, EnumType):
                    if ancestor._member_type_ is object:
                        continue
                    data = ancestor._member_type_
                elif _has_new(ancestor):
                    data = candidate or ancestor
                else:
                    candidate = candidate or ancestor
                    continue
                if data not in found:
                    found.append(data)
                break
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
        return found[0] if found else None

    @classmethod
    def _find_new_(metacls, space, member_type, first):
        """The function that makes members, whether it is the class's own, and whether it takes the value."""
        new = space.get("__new__")
        is_own = first is not None and new is not None
        if new is None:
            for name in "__new_member__", "__new__":
                for candidate in member_type, first:
                    target = getattr(candidate, name, None)
                    if target not in (None, None.__new__, object.__new__, getattr(Enum, "__new__", None)):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        return new, is_own, first is not None and new is not object.__new__

    def _add_member_(cls, name, made):
        """Puts a member into the class, beside a property of the same name if there is one."""
        if name in cls._member_map_:
            if cls._member_map_[name] is not made:
                raise NameError(f"{name!r} is already bound: {cls._member_map_[name]!r}")
            return
        for base in cls.__mro__[1:]:
            known = base.__dict__.get(name)
            if known is None:
                continue
            if isinstance(known, property) or _is_descriptor(known):
                own = property(getattr(known, "fget", None), getattr(known, "fset", None), getattr(known, "fdel", None))
                own.name, own.clsname = name, cls.__name__
                own.member = made
                type.__setattr__(cls, name, own)
                break
        else:
            type.__setattr__(cls, name, made)
        cls._member_map_[name] = made


def _has_new(cls):
    """Whether instances of a class carry data of their own: it makes them itself, or is a dataclass."""
    return "__new__" in cls.__dict__ or "__dataclass_fields__" in cls.__dict__ or cls in (int, str, float, bytes, tuple)


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """A set of names for values. Members are found by attribute, by value `Color(1)` and by name `Color["RED"]`."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        failure = None
        try:
            result = cls._missing_(value)
        except Exception as raised:
            failure, result = raised, None
        try:
            if isinstance(result, cls):
                return result
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
                return result
            invalid = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if failure is None:
                if result is None:
                    raise invalid
                failure = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid "
                                    "member")
            if not isinstance(failure, ValueError):
                failure.__context__ = invalid
            raise failure
        finally:
            failure = invalid = None

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        cls = self.__class__
        known = _by_value(cls, value)
        if known is not None:
            if known is not self:
                raise ValueError(f"{value!r} is already bound: {known!r}")
            return
        try:
            cls._value2member_map_.setdefault(value, self)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(self.name, []).append(value)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the highest so far."""
        if not last_values:
            return start
        try:
            last = sorted(last_values).pop()
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1
        except TypeError:
            raise TypeError(f"unable to increment {last!r}") from None

    @classmethod
    def _missing_(cls, value):
        """Asked for a value that no member has: return a member, or None."""
        return None

    def __repr__(self):
        shown = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {shown(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        shown = {"__class__", "__doc__", "__eq__", "__hash__", "__module__"}
        if self.__class__._member_type_ is not object:
            shown |= set(object.__dir__(self))
        shown.update(name for name in getattr(self, "__dict__", ()) if name[0] != "_" and name not in self._member_map_)
        for cls in self.__class__.__mro__:
            for name, value in cls.__dict__.items():
                if name[0] == "_" or name in self._member_map_:
                    continue
                shown.add(name)
        return sorted(shown)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return True if self is other else NotImplemented

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


# Members are the same as themselves and nothing else; a data type mixed in compares as it does.
del Enum.__eq__


class ReprEnum(Enum):
    """Has the repr() of enumerations; str() and format() are those of the data type."""


class IntEnum(int, ReprEnum):
    """Members are ints."""


class StrEnum(str, ReprEnum):
    """Members are texts; auto() is the name in lower case."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f"errors must be a string, not {values[2]!r}")
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def pickle_by_global_name(self, proto):
    """As __reduce_ex__: the member is a global of its module."""
    return self.name


def pickle_by_enum_name(self, proto):
    """As __reduce_ex__: the member is found by its name."""
    return getattr, (self.__class__, self._name_)


class FlagBoundary(StrEnum):
    """What happens to bits that no member has: an error, dropped, an int, kept."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Members are bits and can be combined."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the next higher bit."""
        if not count:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 1 << last.bit_length()
        except AttributeError:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda each: each._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """Makes the member that is a combination of others; there is one for each value."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, singles, all_bits = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {bin(value, width)}\n"
                                 f"  allowed {bin(mask, width)}")
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif cls._boundary_ is KEEP:
                if value < 0:
                    value += max(all_bits + 1, 2 ** value.bit_length())
            else:
                raise ValueError(f"{cls!r} unknown flag boundary {cls._boundary_!r}")
        negative = None
        if value < 0:
            negative = value
            value += all_bits + 1
        unknown = value & ~mask
        aliases = value & ~singles
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError(f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{bin(unknown)}]")
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        if not hasattr(made, "_value_"):
            made._value_ = value
        made._name_ = None
        if value & singles or aliases:
            parts = list(cls._iter_member_(value & singles))
            combined = 0
            for part in parts:
                combined |= part._value_
            if aliases:
                for part in cls._member_map_.values():
                    if part not in parts and part._value_ and part._value_ & value == part._value_:
                        parts.append(part)
                        combined |= part._value_
            unknown = value ^ combined
            if combined:
                if unknown and cls._boundary_ is STRICT:
                    raise ValueError(f"{cls!r}: no members with value {unknown!r}")
                made._name_ = "|".join(part._name_ for part in parts)
                if unknown:
                    made._name_ += f"|{cls._numeric_repr_(unknown)}"
        # Another thread may have been faster.
        made = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_[negative] = made
        return made

    def __contains__(self, other):
        """Whether all bits of another member are set."""
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                            f"{self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The members that this one is a combination of."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        shown = (self.__class__._value_repr_ or repr)(self._value_)
        name = self.__class__.__name__
        return f"<{name}: {shown}>" if self._name_ is None else f"<{name}.{self._name_}: {shown}>"

    def __str__(self):
        name = self.__class__.__name__
        return f"{name}({self._value_!r})" if self._name_ is None else f"{name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def _operands(self, other, sign):
        value = self._get_value(other)
        if value is not NotImplemented:
            for flag in self, other:
                if self._get_value(flag) is None:
                    raise TypeError(f"'{flag}' cannot be combined with other flags with {sign}")
        return value

    def __or__(self, other):
        value = self._operands(other, "|")
        return NotImplemented if value is NotImplemented else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._operands(other, "&")
        return NotImplemented if value is NotImplemented else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._operands(other, "^")
        return NotImplemented if value is NotImplemented else self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._get_value(self) is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Members are ints, bits, and can be combined, also with ints."""


def unique(enumeration):
    """Class decorator that refuses aliases."""
    aliases = [(name, each.name) for name, each in enumeration.__members__.items() if name != each.name]
    if aliases:
        shown = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
        raise ValueError(f"duplicate values found in {enumeration!r}: {shown}")
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator that checks what it is told to."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        if not is_flag and not issubclass(enumeration, Enum):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                aliases = [(alias, each.name) for alias, each in enumeration.__members__.items() if alias != each.name]
                if aliases:
                    shown = ", ".join(f"{alias} -> {known}" for alias, known in aliases)
                    raise ValueError(f"aliases found in {enumeration!r}: {shown}")
            elif check is CONTINUOUS:
                self._continuous(enumeration, name, is_flag)
            elif check is NAMED_FLAGS:
                self._named(enumeration, name)
        return enumeration

    @staticmethod
    def _continuous(enumeration, name, is_flag):
        values = {each.value for each in enumeration}
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        if is_flag:
            expected = [1 << at for at in range(low.bit_length(), high.bit_length() - 1)]
        else:
            expected = range(low + 1, high)
        missing = [value for value in expected if value not in values]
        if missing:
            raise ValueError(f"invalid {'flag' if is_flag else 'enum'} {name!r}: missing values "
                             f"{', '.join(map(str, missing))}"[:256])

    @staticmethod
    def _named(enumeration, name):
        values = [each._value_ for each in enumeration]
        aliases, missing = [], 0
        for alias, each in enumeration._member_map_.items():
            if each.name in enumeration._member_names_ or each.value < 0:
                continue
            lacking = [bit for bit in _bits(each.value) if bit not in values]
            if lacking:
                aliases.append(alias)
                for bit in lacking:
                    missing |= bit
        if aliases:
            if len(aliases) == 1:
                what = f"alias {aliases[0]} is missing"
            else:
                what = f"aliases {', '.join(aliases[:-1])} and {aliases[-1]} are missing"
            raise ValueError(f"invalid Flag {name!r}: {what} combined values of {hex(missing)} "
                             "[use enum.show_flag_values(value) for details]")


def show_flag_values(value):
    """The bits of a flag as a list."""
    return list(_bits(value))


def global_enum_repr(self):
    """A repr with the module in front: for members that are globals of it."""
    return f"{self.__class__.__module__.split('.')[-1]}.{self._name_}"


def global_flag_repr(self):
    """A repr with the module in front: for flags that are globals of it."""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_!r})"
    return "|".join(f"{module}.{name}" if name[0] not in "0123456789" else name for name in self._name_.split("|"))


def global_str(self):
    """A str that is the name alone."""
    return f"{self.__class__.__name__}({self._value_!r})" if self._name_ is None else self._name_


def global_enum(cls, update_str=False):
    """Class decorator that makes members globals of their module, and shows them so."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    _sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
