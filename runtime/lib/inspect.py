"""What objects are: kinds, members, signatures, sources, frames; the part that scripts commonly use."""

import functools
import linecache
import sys
import types
from collections import namedtuple

from enum import IntEnum

__all__ = [
    "Parameter", "Signature", "BoundArguments", "signature", "isclass", "isfunction", "ismethod", "isbuiltin",
    "isroutine", "ismodule", "isgenerator", "isgeneratorfunction", "iscoroutine", "iscoroutinefunction", "isasyncgen",
    "isasyncgenfunction", "isawaitable", "isabstract", "isframe", "iscode", "istraceback", "isdatadescriptor",
    "ismethoddescriptor", "getmembers", "getmro", "getmodule", "getdoc", "cleandoc", "getfile", "getsourcefile",
    "getsourcelines", "getsource", "currentframe", "stack", "getframeinfo", "getfullargspec", "unwrap", "FrameInfo",
    "Traceback", "FullArgSpec", "getattr_static", "getmodulename", "ArgInfo", "getargvalues",
]

CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR = 4, 8, 32
CO_COROUTINE, CO_ASYNC_GENERATOR = 128, 512


def isclass(object):
    """Whether it is a class."""
    return isinstance(object, type)


def isfunction(object):
    """Whether it is a function written in Python."""
    return isinstance(object, types.FunctionType)


def ismethod(object):
    """Whether it is a bound method."""
    return isinstance(object, types.MethodType) and hasattr(object, "__func__")


def isbuiltin(object):
    """Whether it is a native function or a bound native method."""
    return isinstance(object, types.BuiltinFunctionType)


def ismodule(object):
    """Whether it is a module."""
    return isinstance(object, types.ModuleType)


def isgenerator(object):
    """Whether it is a generator."""
    return isinstance(object, types.GeneratorType)


def isframe(object):
    """Whether it is a frame."""
    return type(object).__name__ == "frame"


def iscode(object):
    """Whether it is a code object."""
    return isinstance(object, types.CodeType)


def istraceback(object):
    """Whether it is a traceback."""
    return isinstance(object, types.TracebackType)


def isdatadescriptor(object):
    """Whether it is a descriptor that sets or deletes."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismethoddescriptor(object):
    """Whether it is a descriptor that only gets, and no function."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__") and not hasattr(kind, "__delete__")


def isroutine(object):
    """Whether it is a function or method of any kind."""
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def _has_flag(object, flag):
    while ismethod(object):
        object = object.__func__
    while isinstance(object, functools.partial):
        object = object.func
    return isfunction(object) and bool(object.__code__.co_flags & flag)


def isgeneratorfunction(object):
    """Whether calling it makes a generator."""
    return _has_flag(object, CO_GENERATOR)


def iscoroutinefunction(object):
    """Whether calling it makes a coroutine."""
    return _has_flag(object, CO_COROUTINE)


def isasyncgenfunction(object):
    """Whether calling it makes an asynchronous generator."""
    return _has_flag(object, CO_ASYNC_GENERATOR)


def iscoroutine(object):
    """Whether it is a coroutine."""
    return type(object).__name__ == "coroutine"


def isasyncgen(object):
    """Whether it is an asynchronous generator."""
    return type(object).__name__ == "async_generator"


def isawaitable(object):
    """Whether await takes it."""
    return iscoroutine(object) or hasattr(type(object), "__await__")


def isabstract(object):
    """Whether it is a class with abstract methods."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


def getmembers(object, predicate=None):
    """Return the attributes of an object as sorted pairs of name and value."""
    result = []
    for name in sorted(dir(object)):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            result.append((name, value))
    return result


def getattr_static(obj, attr, *default):
    """Return an attribute without asking descriptors or __getattr__."""
    spaces = [] if isclass(obj) else [getattr(obj, "__dict__", {})]
    for cls in (obj if isclass(obj) else type(obj)).__mro__:
        spaces.append(cls.__dict__)
    for space in spaces:
        if attr in space:
            return space[attr]
    if default:
        return default[0]
    raise AttributeError(attr)


def getmro(cls):
    """Return the bases of a class in the order of lookup."""
    return cls.__mro__


def getmodule(object, _filename=None):
    """Return the module of an object, None if it is not known."""
    return object if ismodule(object) else sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    """Return the name of the module in a file."""
    name = path.rsplit("/", 1)[-1]
    return name.removesuffix(".py") if name.endswith(".py") else None


def cleandoc(doc):
    """Return a doc string without the indentation of its lines."""
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.lstrip(" ")]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip(" "), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """Return the doc string of an object, that of a base class if it has none itself."""
    doc = getattr(object, "__doc__", None)
    if doc is None and isclass(object):
        doc = next((cls.__doc__ for cls in object.__mro__ if cls is not type and cls.__doc__ is not None), None)
    return cleandoc(doc) if isinstance(doc, str) else None


def unwrap(func, *, stop=None):
    """Return the function inside of decorators."""
    seen = {id(func)}
    first = func
    while not isclass(func) and hasattr(func, "__wrapped__") and (stop is None or not stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen.add(id(func))
    return func


def _code(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    return object.f_code if isframe(object) else object


def getfile(object):
    """Return the file that an object was defined in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code(object)
    if iscode(code):
        return code.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(object).__name__}")


def getsourcefile(object):
    """Return the source file of an object."""
    return getfile(object)


def _block(lines):
    """The lines of a definition: up to the next line that is not indented deeper, outside of brackets and texts."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    end, depth, is_header = 0, 0, True
    for number, line in enumerate(lines):
        text = line.strip()
        if depth == 0 and number and text and not text.startswith("#") and len(line) - len(line.lstrip()) <= indent \
                and not is_header:
            break
        for c in text.split("#")[0]:
            depth += (c in "([{") - (c in ")]}")
        if depth == 0 and is_header and not text.startswith("@") and text.split("#")[0].rstrip().endswith(":"):
            is_header = False
        elif depth == 0 and is_header and number == 0 and not text.startswith(("@", "def ", "class ", "async ")):
            return lines[:1]
        elif depth == 0 and is_header and text.startswith(("def ", "class ", "async ")):
            # A body on the line of its header.
            return lines[:number + 1]
        if text:
            end = number + 1
    return lines[:end]


def getsourcelines(object):
    """Return the lines of an object's source, and the number of the first."""
    object = unwrap(object)
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        first = getattr(object, "__firstlineno__", None)
        if first is None:
            raise OSError("could not find class definition")
    else:
        first = _code(object).co_firstlineno
        if isframe(object) and object.f_code.co_name == "<module>":
            return lines, 0
    return _block(lines[first - 1:]), first


def getsource(object):
    """Return the source of an object as text."""
    return "".join(getsourcelines(object)[0])


Traceback = namedtuple("Traceback", "filename lineno function code_context index")
FrameInfo = namedtuple("FrameInfo", ("frame", *Traceback._fields))
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def currentframe():
    """Return the frame of the caller."""
    return sys._getframe(1)


def getframeinfo(frame, context=1):
    """Return where a frame or a traceback is."""
    lineno = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    code = _code(frame)
    lines, index = None, None
    if context > 0:
        known = linecache.getlines(code.co_filename)
        if known:
            start = max(0, min(lineno - 1 - context // 2, len(known) - context))
            lines, index = known[start:start + context], lineno - 1 - start
    return Traceback(code.co_filename, lineno, code.co_name, lines, index)


def stack(context=1):
    """Return where the caller and its callers are, innermost first."""
    result, frame = [], sys._getframe(1)
    while frame is not None:
        result.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return result


def getargvalues(frame):
    """Return the parameters of a frame and their values."""
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    names = list(code.co_varnames)
    args, rest = names[:count], names[count:]
    varargs = rest.pop(0) if code.co_flags & CO_VARARGS else None
    varkw = rest.pop(0) if code.co_flags & CO_VARKEYWORDS else None
    return ArgInfo(args, varargs, varkw, frame.f_locals)


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        value = len(cls.__members__)
        made = int.__new__(cls, value)
        made._value_ = value
        made.description = description
        return made

    def __str__(self):
        return self.name


class _empty:
    """Stands for what is not there."""


def _annotation(value):
    if isinstance(value, type):
        return value.__qualname__ if value.__module__ in ("builtins", "__main__") else f"{value.__module__}.{value.__qualname__}"
    return repr(value)


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")
    empty = _empty
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        kind = _ParameterKind(kind)
        if default is not _empty and kind in (self.VAR_POSITIONAL, self.VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, **changes):
        """Return one with some attributes changed."""
        known = {"name": self._name, "kind": self._kind, "default": self._default, "annotation": self._annotation}
        known.update(changes)
        return type(self)(known.pop("name"), known.pop("kind"), **known)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += f": {_annotation(self._annotation)}"
        if self._default is not _empty:
            text += f" = {self._default!r}" if self._annotation is not _empty else f"={self._default!r}"
        return {self.VAR_POSITIONAL: "*", self.VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))


class BoundArguments:
    """Arguments, by the parameters they go to."""

    def __init__(self, signature, arguments):
        self.signature = signature
        self.arguments = arguments

    @property
    def args(self):
        result = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or name not in self.arguments:
                break
            value = self.arguments[name]
            if parameter.kind is Parameter.VAR_POSITIONAL:
                result.extend(value)
            else:
                result.append(value)
        return tuple(result)

    @property
    def kwargs(self):
        result, by_name = {}, False
        for name, parameter in self.signature.parameters.items():
            if not by_name:
                if parameter.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or name not in self.arguments:
                    by_name = True
            if by_name and name in self.arguments:
                if parameter.kind is Parameter.VAR_KEYWORD:
                    result.update(self.arguments[name])
                else:
                    result[name] = self.arguments[name]
        return result

    def apply_defaults(self):
        """Fill in what was not given."""
        result = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                result[name] = self.arguments[name]
            elif parameter.default is not _empty:
                result[name] = parameter.default
            elif parameter.kind is Parameter.VAR_POSITIONAL:
                result[name] = ()
            elif parameter.kind is Parameter.VAR_KEYWORD:
                result[name] = {}
        self.arguments = result

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<BoundArguments ({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})>"


class Signature:
    """The parameters of a callable, and what it returns."""

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self._parameters = types.MappingProxyType({parameter.name: parameter for parameter in parameters or ()})
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, **kwargs):
        """Return the signature of a callable."""
        return signature(obj)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        """Return one with something changed."""
        return type(self)(self._parameters.values() if parameters is _empty else parameters,
                          return_annotation=self._return_annotation if return_annotation is _empty else return_annotation)

    def bind(self, /, *args, **kwargs):
        """Find the parameters that arguments go to; TypeError if they do not fit."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """As bind(), but arguments may be missing."""
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        found, args, kwargs = {}, list(args), dict(kwargs)
        takes_keywords, is_starred = None, False
        for name, parameter in self._parameters.items():
            kind = parameter.kind
            if kind is Parameter.VAR_POSITIONAL:
                is_starred = True
                if args:
                    found[name] = tuple(args)
                    args = []
            elif kind is Parameter.VAR_KEYWORD:
                takes_keywords = name
            elif args and kind is not Parameter.KEYWORD_ONLY:
                if name in kwargs and kind is Parameter.POSITIONAL_OR_KEYWORD:
                    raise TypeError(f"multiple values for argument {name!r}")
                found[name] = args.pop(0)
            elif name in kwargs and kind is not Parameter.POSITIONAL_ONLY:
                found[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                which = " keyword-only" if kind is Parameter.KEYWORD_ONLY and not is_starred else ""
                if kind is Parameter.POSITIONAL_ONLY and name in kwargs:
                    raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                raise TypeError(f"missing a required{which} argument: {name!r}")
        if args:
            raise TypeError("too many positional arguments")
        if kwargs:
            if takes_keywords is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            found[takes_keywords] = kwargs
        return BoundArguments(self, found)

    def __str__(self):
        parts, positional_only, star = [], False, False
        for parameter in self._parameters.values():
            if parameter.kind is Parameter.POSITIONAL_ONLY:
                positional_only = True
            elif positional_only:
                parts.append("/")
                positional_only = False
            if parameter.kind is Parameter.VAR_POSITIONAL:
                star = True
            elif parameter.kind is Parameter.KEYWORD_ONLY and not star:
                parts.append("*")
                star = True
            parts.append(str(parameter))
        if positional_only:
            parts.append("/")
        text = f"({', '.join(parts)})"
        return text if self._return_annotation is _empty else f"{text} -> {_annotation(self._return_annotation)}"

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (list(self._parameters.items()), self._return_annotation) == (
            list(other._parameters.items()), other._return_annotation)

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return_annotation))


def _of_function(function):
    code = function.__code__
    names = list(code.co_varnames)
    notes = getattr(function, "__annotations__", {})
    defaults = function.__defaults__ or ()
    by_name = function.__kwdefaults__ or {}
    count = code.co_argcount
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=notes.get(name, _empty)))

    for at, name in enumerate(names[:count]):
        kind = Parameter.POSITIONAL_ONLY if at < code.co_posonlyargcount else Parameter.POSITIONAL_OR_KEYWORD
        place = at - (count - len(defaults))
        add(name, kind, defaults[place] if place >= 0 else _empty)
    rest = names[count + code.co_kwonlyargcount:]
    if code.co_flags & CO_VARARGS:
        add(rest.pop(0), Parameter.VAR_POSITIONAL)
    for name in names[count:count + code.co_kwonlyargcount]:
        add(name, Parameter.KEYWORD_ONLY, by_name.get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(rest.pop(0), Parameter.VAR_KEYWORD)
    return Signature(parameters, return_annotation=notes.get("return", _empty))


def _without_first(signature):
    parameters = list(signature.parameters.values())
    if parameters and parameters[0].kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


def _of_partial(obj):
    inner = signature(obj.func)
    bound = inner.bind_partial(*obj.args, **obj.keywords)
    parameters, by_name = [], False
    given = len(obj.args)
    for name, parameter in inner.parameters.items():
        if given and parameter.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            given -= 1
            continue
        if name in obj.keywords and name in bound.arguments:
            by_name = True
            parameter = parameter.replace(default=obj.keywords[name], kind=Parameter.KEYWORD_ONLY)
        elif by_name and parameter.kind is Parameter.POSITIONAL_OR_KEYWORD:
            parameter = parameter.replace(kind=Parameter.KEYWORD_ONLY)
        elif by_name and parameter.kind is Parameter.VAR_POSITIONAL:
            continue
        parameters.append(parameter)
    return inner.replace(parameters=parameters)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """Return the signature of a callable; native ones have none to tell."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(signature(obj.__func__))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
    known = getattr(obj, "__signature__", None)
    if isinstance(known, Signature):
        return known
    if isfunction(obj):
        return _of_function(obj)
    if isinstance(obj, functools.partial):
        return _of_partial(obj)
    if isclass(obj):
        for name in "__call__", "__new__", "__init__":
            method = getattr_static(type(obj) if name == "__call__" else obj, name, None)
            if isinstance(method, staticmethod):
                method = method.__func__
            if isfunction(method):
                return _without_first(_of_function(unwrap(method)))
        if type(obj) is type and obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return Signature()
    else:
        call = getattr(type(obj), "__call__", None)
        if isfunction(call):
            return _without_first(_of_function(call))
    raise ValueError(f"no signature found for builtin {obj!r}")


def getfullargspec(func):
    """Return the names and defaults of the parameters of a function."""
    try:
        known = signature(func, follow_wrapped=False)
    except ValueError:
        raise TypeError("unsupported callable") from None
    args, varargs, varkw, defaults, only, only_defaults, notes = [], None, None, (), [], {}, {}
    if known.return_annotation is not _empty:
        notes["return"] = known.return_annotation
    for name, parameter in known.parameters.items():
        kind = parameter.kind
        if kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            args.append(name)
            if parameter.default is not _empty:
                defaults += (parameter.default,)
        elif kind is Parameter.VAR_POSITIONAL:
            varargs = name
        elif kind is Parameter.KEYWORD_ONLY:
            only.append(name)
            if parameter.default is not _empty:
                only_defaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not _empty:
            notes[name] = parameter.annotation
    bound = func.__func__ if ismethod(func) else getattr(func, "__init__", None) if isclass(func) else None
    if isfunction(bound):
        # What a method is bound to counts here.
        args.insert(0, bound.__code__.co_varnames[0])
    return FullArgSpec(args, varargs, varkw, defaults or None, only, only_defaults or None, notes)
