"""string: constants, Template, Formatter, capwords."""

import string

for name in ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits", "hexdigits", "octdigits", "punctuation",
             "whitespace", "printable"):
    print(name, repr(getattr(string, name)))
print(string.capwords("hello  wORLD foo"), string.capwords("a-b-c", "-"))

t = string.Template("$who likes ${what}s for $$5, $who!")
print(t.substitute(who="tim", what="kung pao"))
print(t.substitute({"who": "ann", "what": 3}), t.substitute({"who": "x"}, what="y", who="z"))
print(t.safe_substitute(who="tim"), t.template, t.get_identifiers(), t.is_valid())
for text in ("$who", "100$ or so", "a\nb $", "${bad name}"):
    try:
        print(string.Template(text).substitute({}))
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
    print(string.Template(text).safe_substitute({}), string.Template(text).is_valid())


class Percent(string.Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


print(Percent("%% %with_underscore %notunder").safe_substitute(with_underscore="x", notunder="y"))

f = string.Formatter()
print(f.format("{0} {1} {0!r:>6}", "a", 2), f.format("{} {} {name:{width}.2f}|", 1, 2, name=3.14159, width=8))
print(f.format("{a[0]} {b.real} {{x}} {c[k]}", a=[7], b=3, c={"k": "v"}), f.vformat("{}", ("x",), {}))
print(list(f.parse("a{b!r:c}d{{e}}{}")))
for text in ("{", "}", "{a", "{0} {}", "{} {0}", "{!x}", "{missing}", "{9}"):
    try:
        print(f.format(text, 1))
    except (ValueError, KeyError, IndexError) as error:
        print(repr(text), type(error).__name__, error)


class Default(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def check_unused_args(self, used, args, kwargs):
        print(sorted(map(str, used)), sorted(kwargs))

    def convert_field(self, value, conversion):
        return value.upper() if conversion == "u" else super().convert_field(value, conversion)


print(Default().format("{0} {x} {y!u}", 1, y="why"))
