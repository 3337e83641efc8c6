"""Command lines: declared argument by argument, parsed, and explained by --help.

How a command line is read: each word is an option (`O`), an argument (`A`) or `--` (`-`), which makes a text such as
`AAOA`; what an action takes is a regular expression over that text, and positionals take as much as they can between
options. Texts of help and errors are CPython 3.13's.
"""

import os as _os
import re as _re
import sys as _sys

__all__ = [
    "ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction", "FileType", "HelpFormatter",
    "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter", "MetavarTypeHelpFormatter",
    "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER", "SUPPRESS", "ZERO_OR_MORE",
]

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."

# Where a subparser leaves what it did not know, for the parser above it.
_UNKNOWN = "_unrecognized_args"


class _Shown:
    """Objects whose repr is a call with their attributes as keywords."""

    def __repr__(self):
        shown, odd = [], {}
        for name, value in self._get_kwargs():
            if name.isidentifier():
                shown.append(f"{name}={value!r}")
            else:
                odd[name] = value
        if odd:
            shown.append(f"**{odd!r}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def _get_kwargs(self):
        return list(self.__dict__.items())


class Namespace(_Shown):
    """The result: one attribute per argument."""

    def __init__(self, **kwargs):
        for name in kwargs:
            setattr(self, name, kwargs[name])

    def __eq__(self, other):
        if not isinstance(other, Namespace):
            return NotImplemented
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__


def _action_name(action):
    if action is None:
        return None
    if action.option_strings:
        return "/".join(action.option_strings)
    for name in action.metavar, action.dest:
        if name not in (None, SUPPRESS):
            return name
    return "{" + ",".join(action.choices) + "}" if action.choices else None


class ArgumentError(Exception):
    """A mistake in declaring or giving an argument; its text names the argument."""

    def __init__(self, argument, message):
        self.argument_name = _action_name(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return str(self.message)
        return f"argument {self.argument_name}: {self.message}"


class ArgumentTypeError(Exception):
    """Raised by the function in `type=`, to say in its own words what is wrong."""


class _Section:
    """A part of a help text: a heading, and functions that give the text below it."""

    def __init__(self, parent, heading):
        self.parent = parent
        self.heading = heading
        self.items = []


class HelpFormatter:
    """Lays out usage and help. Only its name is for use outside this module."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._current_indent = 0
        self._action_max_length = 0
        self._root = self._section = _Section(None, None)

    def _indent(self):
        self._current_indent += self._indent_increment

    def _dedent(self):
        self._current_indent -= self._indent_increment

    def _add_item(self, function, *args):
        self._section.items.append((function, args))

    def _section_text(self, section):
        if section.parent is not None:
            self._indent()
        text = self._join_parts(function(*args) for function, args in section.items)
        if section.parent is not None:
            self._dedent()
        if not text:
            return ""
        heading = ""
        if section.heading is not SUPPRESS and section.heading is not None:
            heading = f"{' ' * self._current_indent}{section.heading}:\n"
        return f"\n{heading}{text}\n"

    def start_section(self, heading):
        self._indent()
        section = _Section(self._section, heading)
        self._add_item(self._section_text, section)
        self._section = section

    def end_section(self):
        self._section = self._section.parent
        self._dedent()

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._add_item(self._format_text, text)

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, usage, actions, groups, prefix)

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        lengths = [len(self._format_action_invocation(action)) + self._current_indent]
        for below in self._subactions(action):
            lengths.append(len(self._format_action_invocation(below)) + self._current_indent)
        self._action_max_length = max(self._action_max_length, *lengths)
        self._add_item(self._format_action, action)

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._section_text(self._root)
        if text:
            text = _re.sub(r"\n\n\n+", "\n\n", text).strip("\n") + "\n"
        return text

    def _join_parts(self, parts):
        return "".join(part for part in parts if part and part is not SUPPRESS)

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = "usage: "
        if usage is not None:
            return f"{prefix}{usage % {'prog': self._prog}}\n\n"
        prog = str(self._prog)
        options = [action for action in actions if action.option_strings]
        positionals = [action for action in actions if not action.option_strings]
        usage = " ".join([prog, *self._usage_parts(options + positionals, groups)])
        width = self._width - self._current_indent
        if len(prefix) + len(usage) > width:
            usage = self._wrapped_usage(prog, prefix, width, self._usage_parts(options, groups),
                                        self._usage_parts(positionals, groups))
        return f"{prefix}{usage}\n\n"

    def _wrapped_usage(self, prog, prefix, width, options, positionals):
        def lines_of(parts, indent, start=None):
            lines, line = [], []
            length = (len(indent) if start is None else len(start)) - 1
            for part in parts:
                if length + 1 + len(part) > width and line:
                    lines.append(indent + " ".join(line))
                    line, length = [], len(indent) - 1
                line.append(part)
                length += len(part) + 1
            if line:
                lines.append(indent + " ".join(line))
            if start is not None:
                lines[0] = lines[0][len(indent):]
            return lines

        if len(prefix) + len(prog) <= 0.75 * width:
            indent = " " * (len(prefix) + len(prog) + 1)
            if options:
                lines = lines_of([prog, *options], indent, prefix) + lines_of(positionals, indent)
            elif positionals:
                lines = lines_of([prog, *positionals], indent, prefix)
            else:
                lines = [prog]
        else:
            indent = " " * len(prefix)
            lines = lines_of(options + positionals, indent)
            if len(lines) > 1:
                lines = lines_of(options, indent) + lines_of(positionals, indent)
            lines = [prog, *lines]
        return "\n".join(lines)

    def _usage_parts(self, actions, groups):
        grouped, spans = set(), {}
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError(f"empty group {group}")
            if all(action.help is SUPPRESS for action in members) or members[0] not in actions:
                continue
            start = actions.index(members[0])
            if actions[start:start + len(members)] == members:
                grouped.update(members)
                spans[start, start + len(members)] = group
        parts = [self._usage_part(action, action in grouped) for action in actions]
        separated = set()
        for start, end in sorted(spans, reverse=True):
            inside = [part for part in parts[start:end] if part is not None]
            if spans[start, end].required:
                before, after = "()" if len(inside) > 1 else ("", "")
            else:
                before, after = "[]"
            inside[0] = before + inside[0]
            inside[-1] += after
            for at, part in enumerate(inside[:-1], start):
                if at not in separated:
                    parts[at] = part + " |"
                    separated.add(at)
            parts[start + len(inside) - 1] = inside[-1]
            parts[start + len(inside):end] = [None] * (end - start - len(inside))
        return [part for part in parts if part is not None]

    def _usage_part(self, action, is_grouped):
        if action.help is SUPPRESS:
            return None
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            if is_grouped and part[0] == "[" and part[-1] == "]":
                part = part[1:-1]
            return part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            default = self._get_default_metavar_for_optional(action)
            part = f"{action.option_strings[0]} {self._format_args(action, default)}"
        return part if action.required or is_grouped else f"[{part}]"

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        width = max(self._width - self._current_indent, 11)
        return self._fill_text(text, width, " " * self._current_indent) + "\n\n"

    def _format_action(self, action):
        position = min(self._action_max_length + 2, self._max_help_position)
        width = max(self._width - position, 11)
        room = position - self._current_indent - 2
        header = self._format_action_invocation(action)
        indent = " " * self._current_indent
        first = position
        if action.help and len(header) <= room:
            parts = [f"{indent}{header:<{room}}  "]
            first = 0
        else:
            parts = [f"{indent}{header}\n"]
        text = self._expand_help(action) if action.help and action.help.strip() else ""
        if text:
            for line in self._split_lines(text, width) or [""]:
                parts.append(f"{' ' * first}{line}\n")
                first = position
        elif not parts[0].endswith("\n"):
            parts.append("\n")
        for below in self._subactions(action):
            parts.append(self._format_action(below))
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            metavar, = self._metavars(action, self._get_default_metavar_for_positional(action), 1)
            return metavar
        names = ", ".join(action.option_strings)
        if action.nargs == 0:
            return names
        return f"{names} {self._format_args(action, self._get_default_metavar_for_optional(action))}"

    def _metavars(self, action, default, count):
        if action.metavar is not None:
            metavar = action.metavar
        elif action.choices is not None:
            metavar = "{" + ",".join(map(str, action.choices)) + "}"
        else:
            metavar = default
        return metavar if isinstance(metavar, tuple) else (metavar,) * count

    def _format_args(self, action, default):
        nargs = action.nargs
        if nargs == ONE_OR_MORE:
            return "%s [%s ...]" % self._metavars(action, default, 2)
        if nargs == ZERO_OR_MORE:
            metavars = self._metavars(action, default, 1)
            return ("[%s [%s ...]]" if len(metavars) == 2 else "[%s ...]") % metavars
        if nargs == REMAINDER:
            return "..."
        if nargs == SUPPRESS:
            return ""
        layout = {None: "%s", OPTIONAL: "[%s]", PARSER: "%s ..."}.get(nargs)
        if layout is not None:
            return layout % self._metavars(action, default, 1)
        try:
            layout = " ".join(["%s" for _ in range(nargs)])
        except TypeError:
            raise ValueError("invalid nargs value") from None
        return layout % self._metavars(action, default, nargs)

    def _expand_help(self, action):
        values = {name: value for name, value in {**vars(action), "prog": self._prog}.items() if value is not SUPPRESS}
        for name, value in values.items():
            if hasattr(value, "__name__"):
                values[name] = value.__name__
        if values.get("choices") is not None:
            values["choices"] = ", ".join(map(str, values["choices"]))
        return self._get_help_string(action) % values

    def _subactions(self, action):
        get = getattr(action, "_get_subactions", None)
        if get is not None:
            self._indent()
            yield from get()
            self._dedent()

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(_re.sub(r"\s+", " ", text).strip(), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        text = _re.sub(r"\s+", " ", text).strip()
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all texts as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds default values to the help of arguments."""

    def _get_help_string(self, action):
        text = action.help or ""
        if "%(default)" not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the type of an argument where others show its name."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__


class Action(_Shown):
    """One argument: its names, what it takes, and what is to be done with that."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar
        self.deprecated = deprecated

    def _get_kwargs(self):
        names = ("option_strings", "dest", "nargs", "const", "default", "type", "choices", "required", "help", "metavar",
                 "deprecated")
        return [(name, getattr(self, name)) for name in names]

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")


class BooleanOptionalAction(Action):
    """--flag and --no-flag."""

    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None,
                 metavar=None, deprecated=False):
        names = []
        for name in option_strings:
            names.append(name)
            if name.startswith("--"):
                names.append("--no-" + name[2:])
        super().__init__(option_strings=names, dest=dest, nargs=0, default=default, type=type, choices=choices,
                         required=required, help=help, metavar=metavar, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith("--no-"))

    def format_usage(self):
        return " | ".join(self.option_strings)


class _Takes(Action):
    """Actions that take arguments, unlike those that only stand there."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        if nargs == 0:
            raise ValueError(self._NOTHING)
        if const is not None and nargs != OPTIONAL:
            raise ValueError(f"nargs must be {OPTIONAL!r} to supply const")
        super().__init__(option_strings, dest, nargs, const, default, type, choices, required, help, metavar, deprecated)


class _StoreAction(_Takes):
    _NOTHING = ("nargs for store actions must be != 0; if you have nothing to store, actions such as store true or "
                "store const may be more appropriate")

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


def _items(namespace, dest):
    known = getattr(namespace, dest, None)
    return [] if known is None else known[:] if type(known) is list else list(known)


class _AppendAction(_Takes):
    _NOTHING = ("nargs for append actions must be != 0; if arg strings are not supplying the value to append, the "
                "append const action may be more appropriate")

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_items(namespace, self.dest), values])


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_items(namespace, self.dest), *values])


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None,
                 deprecated=False):
        super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required, help=help,
                         deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, True, default, required, help, deprecated=deprecated)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, False, default, required, help, deprecated=deprecated)


class _AppendConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None,
                 deprecated=False):
        super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required, help=help,
                         metavar=metavar, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_items(namespace, self.dest), self.const])


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, nargs=0, default=default, required=required, help=help,
                         deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        super().__init__(option_strings, dest, nargs=0, default=default, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        if help is None:
            help = "show program's version number and exit"
        super().__init__(option_strings, dest, nargs=0, default=default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        formatter = parser._get_formatter()
        formatter.add_text(parser.version if self.version is None else self.version)
        parser._print_message(formatter.format_help(), _sys.stdout)
        parser.exit()


class _Choice(Action):
    """A subcommand in the help of the parser above it."""

    def __init__(self, name, aliases, help):
        shown = f"{name} ({', '.join(aliases)})" if aliases else name
        super().__init__([], dest=name, help=help, metavar=shown)


class _SubParsersAction(Action):
    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prog_prefix = prog
        self._parser_class = parser_class
        self._name_parser_map = {}
        self._choices_actions = []
        self._deprecated = set()
        super().__init__(option_strings, dest, nargs=PARSER, choices=self._name_parser_map, required=required, help=help,
                         metavar=metavar)

    def add_parser(self, name, *, deprecated=False, **kwargs):
        """Add a subcommand; returns its parser."""
        if kwargs.get("prog") is None:
            kwargs["prog"] = f"{self._prog_prefix} {name}"
        aliases = kwargs.pop("aliases", ())
        if name in self._name_parser_map:
            raise ArgumentError(self, f"conflicting subparser: {name}")
        for alias in aliases:
            if alias in self._name_parser_map:
                raise ArgumentError(self, f"conflicting subparser alias: {alias}")
        if "help" in kwargs:
            self._choices_actions.append(_Choice(name, aliases, kwargs.pop("help")))
        parser = self._parser_class(**kwargs)
        for each in name, *aliases:
            self._name_parser_map[each] = parser
            if deprecated:
                self._deprecated.add(each)
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, rest = values[0], values[1:]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        below = self._name_parser_map.get(name)
        if below is None:
            known = ", ".join(self._name_parser_map)
            raise ArgumentError(self, f"unknown parser {name!r} (choices: {known})")
        if name in self._deprecated:
            parser._warning(f"command '{name}' is deprecated")
        found, rest = below.parse_known_args(rest, None)
        for key, value in vars(found).items():
            setattr(namespace, key, value)
        if rest:
            vars(namespace).setdefault(_UNKNOWN, []).extend(rest)


class FileType:
    """A type of argument that is opened; `-` is standard input or output."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode = mode
        self._bufsize = bufsize
        self._encoding = encoding
        self._errors = errors

    def __call__(self, string):
        if string == "-":
            for letters, stream in ("r", _sys.stdin), ("wax", _sys.stdout):
                if any(letter in self._mode for letter in letters):
                    return stream.buffer if "b" in self._mode else stream
            raise ValueError(f'argument "-" with mode {self._mode!r}')
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as failure:
            raise ArgumentTypeError(f"can't open '{string}': {failure}") from None

    def __repr__(self):
        shown = [repr(value) for value in (self._mode, self._bufsize) if value != -1]
        for name, value in ("encoding", self._encoding), ("errors", self._errors):
            if value is not None:
                shown.append(f"{name}={value!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


_ACTIONS = {
    None: _StoreAction, "store": _StoreAction, "store_const": _StoreConstAction, "store_true": _StoreTrueAction,
    "store_false": _StoreFalseAction, "append": _AppendAction, "append_const": _AppendConstAction,
    "count": _CountAction, "help": _HelpAction, "version": _VersionAction, "parsers": _SubParsersAction,
    "extend": _ExtendAction,
}


class _ActionsContainer:
    """What parsers and groups of arguments have in common: adding arguments."""

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description = description
        self.argument_default = argument_default
        self.prefix_chars = prefix_chars
        self.conflict_handler = conflict_handler
        self._registries = {"action": dict(_ACTIONS), "type": {None: lambda string: string}}
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._has_negative_number_optionals = []
        self._conflict_resolver()

    _negative_number_matcher = _re.compile(r"-\d+$|-\d*\.\d+$")

    def register(self, registry_name, value, object):
        """Give a name to an action or a type."""
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        try:
            return self._registries[registry_name].get(value, default)
        except TypeError:
            return default

    def set_defaults(self, **kwargs):
        """Set defaults by name, also of what is no argument."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The default of a name."""
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        """add_argument(dest, …) adds a positional, add_argument("-o", "--option", …) an option."""
        if not args or len(args) == 1 and args[0][0] not in self.prefix_chars:
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            kwargs = self._positional(*args, **kwargs)
        else:
            kwargs = self._optional(*args, **kwargs)
        if "default" not in kwargs:
            if kwargs["dest"] in self._defaults:
                kwargs["default"] = self._defaults[kwargs["dest"]]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        action_class = self._pop_action_class(kwargs)
        if not callable(action_class):
            raise ValueError(f'unknown action "{action_class}"')
        action = action_class(**kwargs)
        convert = self._registry_get("type", action.type, action.type)
        if not callable(convert):
            raise ValueError(f"{convert!r} is not callable")
        if convert is FileType:
            raise ValueError(f"{convert!r} is a FileType class object, instance of it must be passed")
        if hasattr(self, "_get_formatter"):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs") from None
        return self._add_action(action)

    def add_argument_group(self, *args, **kwargs):
        """Add a group of arguments, which has a heading of its own in the help."""
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        """Add a group of arguments of which only one may be given."""
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for name in action.option_strings:
            self._option_string_actions[name] = action
            if self._negative_number_matcher.match(name) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        """Takes over the arguments of a parent, in groups of the same titles."""
        titles = {}
        for group in self._action_groups:
            if group.title in titles:
                raise ValueError(f"cannot merge actions - two groups are named {group.title!r}")
            titles[group.title] = group
        homes = {}
        for group in container._action_groups:
            if group.title not in titles:
                titles[group.title] = self.add_argument_group(title=group.title, description=group.description,
                                                              conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                homes[action] = titles[group.title]
        for group in container._mutually_exclusive_groups:
            own = self.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                homes[action] = own
        for action in container._actions:
            homes.get(action, self)._add_action(action)

    def _positional(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs not in (OPTIONAL, ZERO_OR_MORE) or nargs == ZERO_OR_MORE and "default" not in kwargs:
            kwargs["required"] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _optional(self, *args, **kwargs):
        for name in args:
            if name[0] not in self.prefix_chars:
                raise ValueError(f"invalid option string {name!r}: must start with a character {self.prefix_chars!r}")
        dest = kwargs.pop("dest", None)
        if dest is None:
            long = [name for name in args if len(name) > 1 and name[1] in self.prefix_chars]
            dest = (long or args)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError(f"dest= is required for options like {args[-1]!r}")
            dest = dest.replace("-", "_")
        return dict(kwargs, dest=dest, option_strings=list(args))

    def _pop_action_class(self, kwargs, default=None):
        action = kwargs.pop("action", default)
        return self._registry_get("action", action, action)

    def _conflict_resolver(self):
        try:
            return getattr(self, f"_handle_conflict_{self.conflict_handler}")
        except AttributeError:
            raise ValueError(f"invalid conflict_resolution value: {self.conflict_handler!r}") from None

    def _check_conflict(self, action):
        known = [(name, self._option_string_actions[name]) for name in action.option_strings
                 if name in self._option_string_actions]
        if known:
            self._conflict_resolver()(action, known)

    def _handle_conflict_error(self, action, conflicts):
        names = ", ".join(name for name, _ in conflicts)
        raise ArgumentError(action, f"conflicting option string{'s' * (len(conflicts) > 1)}: {names}")

    def _handle_conflict_resolve(self, action, conflicts):
        for name, other in conflicts:
            other.option_strings.remove(name)
            self._option_string_actions.pop(name, None)
            if not other.option_strings:
                other.container._remove_action(other)


class _ArgumentGroup(_ActionsContainer):
    def __init__(self, container, title=None, description=None, **kwargs):
        for name in "conflict_handler", "prefix_chars", "argument_default":
            kwargs.setdefault(name, getattr(container, name))
        super().__init__(description=description, **kwargs)
        self.title = title
        self._group_actions = []
        for name in ("_registries", "_actions", "_option_string_actions", "_defaults", "_has_negative_number_optionals",
                     "_mutually_exclusive_groups"):
            setattr(self, name, getattr(container, name))

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        import warnings
        warnings.warn("Nesting argument groups is deprecated.", category=DeprecationWarning, stacklevel=2)
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._container = container

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)

    def add_mutually_exclusive_group(self, *args, **kwargs):
        import warnings
        warnings.warn("Nesting mutually exclusive groups is deprecated.", category=DeprecationWarning, stacklevel=2)
        return super().add_mutually_exclusive_group(*args, **kwargs)


class ArgumentParser(_Shown, _ActionsContainer):
    """A command line: what may stand on it, and how to read it."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        if add_help:
            prefix = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + "h", prefix * 2 + "help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError("parents must be a list of ArgumentParser")
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        names = "prog", "usage", "description", "formatter_class", "conflict_handler", "add_help"
        return [(name, getattr(self, name)) for name in names]

    def add_subparsers(self, **kwargs):
        """Make the rest of the command line that of a subcommand; add_parser() of the result adds one."""
        if self._subparsers is not None:
            raise ArgumentError(None, "cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        if "title" in kwargs or "description" in kwargs:
            title, description = kwargs.pop("title", "subcommands"), kwargs.pop("description", None)
            self._subparsers = self.add_argument_group(title, description)
        else:
            self._subparsers = self._positionals
        if kwargs.get("prog") is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        action = self._pop_action_class(kwargs, "parsers")(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    def _known_only(self, namespace, rest):
        if rest:
            message = f"unrecognized arguments: {' '.join(rest)}"
            if self.exit_on_error:
                self.error(message)
            raise ArgumentError(None, message)
        return namespace

    def parse_args(self, args=None, namespace=None):
        """Read a command line, sys.argv if none is given; a mistake ends the program."""
        return self._known_only(*self.parse_known_args(args, namespace))

    def parse_known_args(self, args=None, namespace=None):
        """As parse_args(), but returns also a list of what it did not know."""
        args = _sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if SUPPRESS not in (action.dest, action.default) and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            namespace, args = _Reading(self, args, namespace).run()
        except ArgumentError as failure:
            if not self.exit_on_error:
                raise
            self.error(str(failure))
        if hasattr(namespace, _UNKNOWN):
            args.extend(getattr(namespace, _UNKNOWN))
            delattr(namespace, _UNKNOWN)
        return namespace, args

    def parse_intermixed_args(self, args=None, namespace=None):
        """As parse_args(), with options anywhere between positionals."""
        return self._known_only(*self.parse_known_intermixed_args(args, namespace))

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """First the options, as if there were no positionals; then the rest."""
        positionals, optionals = self._get_positional_actions(), self._get_optional_actions()
        for action in positionals:
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError(f"parse_intermixed_args: positional arg with nargs={action.nargs}")
        for group in self._mutually_exclusive_groups:
            if any(action in positionals for action in group._group_actions):
                raise TypeError("parse_intermixed_args: positional in mutuallyExclusiveGroup")
        usage = self.usage
        kept = [(action, action.nargs, action.default) for action in positionals]
        required = [(thing, thing.required) for thing in (*optionals, *self._mutually_exclusive_groups)]
        try:
            if usage is None:
                self.usage = self.format_usage()[7:]
            for action in positionals:
                action.nargs = action.default = SUPPRESS
            try:
                namespace, rest = self.parse_known_args(args, namespace)
            finally:
                for action, nargs, default in kept:
                    action.nargs, action.default = nargs, default
            for thing, _ in required:
                thing.required = False
            return self.parse_known_args(rest, namespace)
        finally:
            self.usage = usage
            for thing, was_required in required:
                thing.required = was_required

    def convert_arg_line_to_args(self, arg_line):
        """The arguments in a line of a file of arguments: one."""
        return [arg_line]

    def format_usage(self):
        """The usage, as text."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        """The help, as text."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def print_usage(self, file=None):
        """Print the usage, to stdout if nothing else is said."""
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Print the help, to stdout if nothing else is said."""
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            try:
                (file or _sys.stderr).write(message)
            except (AttributeError, OSError):
                pass

    def exit(self, status=0, message=None):
        """End the program; a subclass may do otherwise."""
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        """Print usage and a message, and end the program with code 2."""
        self.print_usage(_sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    def _warning(self, message):
        self._print_message(f"{self.prog}: warning: {message}\n", _sys.stderr)


def _pattern(action):
    """What an action takes, over a text of O, A and -."""
    nargs = action.nargs
    if nargs is None:
        pattern = "(-*A-*)"
    elif nargs == OPTIONAL:
        pattern = "(-*A?-*)"
    elif nargs == ZERO_OR_MORE:
        pattern = "(-*[A-]*)"
    elif nargs == ONE_OR_MORE:
        pattern = "(-*A[A-]*)"
    elif nargs == REMAINDER:
        pattern = "([-AO]*)"
    elif nargs == PARSER:
        pattern = "(-*A[-AO]*)"
    elif nargs == SUPPRESS:
        pattern = "(-*-*)"
    else:
        pattern = f"(-*{'-*'.join('A' * nargs)}-*)"
    # -- ends options, so no option can take it.
    return pattern.replace("-*", "").replace("-", "") if action.option_strings else pattern


class _Reading:
    """One command line while it is read."""

    def __init__(self, parser, args, namespace):
        self.parser = parser
        self.namespace = namespace
        if parser.fromfile_prefix_chars is not None:
            args = self.with_files(args)
        self.args = args
        self.options = {}
        kinds = ""
        for at, arg in enumerate(args):
            if arg == "--":
                kinds += "-" + "A" * (len(args) - at - 1)
                break
            option = self.option_of(arg)
            if option is not None:
                self.options[at] = option
            kinds += "A" if option is None else "O"
        self.kinds = kinds
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            for action in group._group_actions:
                others = [other for other in group._group_actions if other is not action]
                self.conflicts.setdefault(action, []).extend(others)
        self.positionals = parser._get_positional_actions()
        self.extras = []
        self.seen = set()
        self.seen_non_default = set()
        self.warned = set()

    def with_files(self, args):
        result = []
        for arg in args:
            if not arg or arg[0] not in self.parser.fromfile_prefix_chars:
                result.append(arg)
                continue
            try:
                with open(arg[1:]) as file:
                    lines = file.read().splitlines()
            except OSError as failure:
                raise ArgumentError(None, str(failure)) from None
            inside = [one for line in lines for one in self.parser.convert_arg_line_to_args(line)]
            result.extend(self.with_files(inside))
        return result

    def option_of(self, arg):
        """None for what is no option, else (action or None, its name, separator, argument joined to it)."""
        parser = self.parser
        if not arg or arg[0] not in parser.prefix_chars:
            return None
        known = parser._option_string_actions
        if arg in known:
            return known[arg], arg, None, None
        if len(arg) == 1:
            return None
        name, sep, joined = arg.partition("=")
        if sep and name in known:
            return known[name], name, sep, joined
        possible = self.possible_options(arg)
        if len(possible) > 1:
            names = ", ".join(name for _, name, _, _ in possible)
            raise ArgumentError(None, f"ambiguous option: {arg} could match {names}")
        if possible:
            return possible[0]
        if parser._negative_number_matcher.match(arg) and not parser._has_negative_number_optionals:
            return None
        if " " in arg:
            return None
        return None, arg, None, None

    def possible_options(self, arg):
        """The options that an abbreviation, or a letter with its argument joined to it, may mean."""
        parser = self.parser
        known = parser._option_string_actions
        if arg[1] in parser.prefix_chars:
            if not parser.allow_abbrev:
                return []
            prefix, sep, joined = arg.partition("=")
            if not sep:
                sep = joined = None
            return [(action, name, sep, joined) for name, action in known.items() if name.startswith(prefix)]
        result = []
        for name, action in known.items():
            if name == arg[:2]:
                result.append((action, name, "", arg[2:]))
            elif name.startswith(arg):
                result.append((action, name, None, None))
        return result

    def run(self):
        at = 0
        last = max(self.options, default=-1)
        while at <= last:
            following = at
            while following <= last and following not in self.options:
                following += 1
            if at != following:
                end = self.take_positionals(at)
                if end > at:
                    at = end
                    continue
            if at not in self.options:
                self.extras.extend(self.args[at:following])
                at = following
            at = self.take_option(at)
        at = self.take_positionals(at)
        self.extras.extend(self.args[at:])
        self.check_required()
        return self.namespace, self.extras

    def check_required(self):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_action_name(action))
            elif (isinstance(action.default, str) and hasattr(self.namespace, action.dest)
                  and action.default is getattr(self.namespace, action.dest)):
                # A default that is a text is read as if it stood on the command line.
                setattr(self.namespace, action.dest, self.converted(action, action.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
        for group in self.parser._mutually_exclusive_groups:
            if group.required and not any(action in self.seen_non_default for action in group._group_actions):
                names = " ".join(_action_name(action) for action in group._group_actions if action.help is not SUPPRESS)
                raise ArgumentError(None, f"one of the arguments {names} is required")

    def act(self, action, args, option_string=None):
        self.seen.add(action)
        value = self.values(action, args)
        if value is not action.default:
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(action, f"not allowed with argument {_action_name(other)}")
        if value is not SUPPRESS:
            action(self.parser, self.namespace, value, option_string)

    def warn(self, key, kind, name):
        if key not in self.warned:
            self.parser._warning(f"{kind} '{name}' is deprecated")
            self.warned.add(key)

    def take_positionals(self, at):
        """Gives as many positionals as possible what they take from here on; returns where they stopped."""
        counts = []
        for number in range(len(self.positionals), 0, -1):
            match = _re.match("".join(map(_pattern, self.positionals[:number])), self.kinds[at:])
            if match is not None:
                counts = [len(text) for text in match.groups()]
                break
        for action, count in zip(self.positionals, counts):
            args = self.args[at:at + count]
            at += count
            if args and action.deprecated:
                self.warn(action.dest, "argument", action.dest)
            self.act(action, args)
        self.positionals = self.positionals[len(counts):]
        return at

    def count(self, action, kinds):
        match = _re.match(_pattern(action), kinds)
        if match is not None:
            return len(match.group(1))
        words = {None: "one argument", OPTIONAL: "at most one argument", ONE_OR_MORE: "at least one argument"}
        expected = words.get(action.nargs) or f"{action.nargs} argument{'s' * (action.nargs != 1)}"
        raise ArgumentError(action, f"expected {expected}")

    def take_option(self, at):
        """Reads the word of options at this place, with their arguments; returns the place behind them."""
        action, name, sep, joined = self.options[at]
        found = []
        end = at + 1
        while True:
            if action is None:
                self.extras.append(self.args[at])
                return end
            if joined is None:
                end += self.count(action, self.kinds[end:])
                found.append((action, self.args[at + 1:end], name))
                break
            count = self.count(action, "A")
            if count == 1:
                found.append((action, [joined], name))
                break
            if count != 0 or name[1] in self.parser.prefix_chars or joined == "":
                raise ArgumentError(action, f"ignored explicit argument {joined!r}")
            # -abc is -a -b -c, if -a takes nothing.
            if sep or joined[0] in self.parser.prefix_chars:
                raise ArgumentError(action, f"ignored explicit argument {joined!r}")
            found.append((action, [], name))
            letter = name[0]
            name = letter + joined[0]
            action = self.parser._option_string_actions.get(name)
            if action is None:
                self.extras.append(letter + joined)
                break
            joined = joined[1:]
            if not joined:
                sep = joined = None
            elif joined[0] == "=":
                sep, joined = "=", joined[1:]
            else:
                sep = ""
        for action, args, name in found:
            if action.deprecated:
                self.warn(name, "option", name)
            self.act(action, args, name)
        return end

    def values(self, action, args):
        """What an action stores, of the arguments it took."""
        nargs = action.nargs
        is_positional = not action.option_strings
        if is_positional and nargs not in (PARSER, REMAINDER) and "--" in args:
            args.remove("--")
        if not args and nargs == OPTIONAL:
            value = action.default if is_positional else action.const
            if isinstance(value, str):
                value = self.checked(action, self.converted(action, value))
            return value
        if not args and nargs == ZERO_OR_MORE and is_positional:
            return args if action.default is None else self.checked(action, action.default)
        if nargs == SUPPRESS:
            return SUPPRESS
        if len(args) == 1 and nargs in (None, OPTIONAL):
            return self.checked(action, self.converted(action, args[0]))
        values = [self.converted(action, arg) for arg in args]
        if nargs == PARSER:
            self.checked(action, values[0])
        elif nargs != REMAINDER:
            for value in values:
                self.checked(action, value)
        return values

    def converted(self, action, text):
        convert = self.parser._registry_get("type", action.type, action.type)
        try:
            return convert(text)
        except ArgumentTypeError as failure:
            message = str(failure)
        except (TypeError, ValueError):
            message = f"invalid {getattr(action.type, '__name__', repr(action.type))} value: {text!r}"
        raise ArgumentError(action, message)

    def checked(self, action, value):
        if action.choices is not None and value not in action.choices:
            known = ", ".join(map(repr, action.choices))
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {known})")
        return value
