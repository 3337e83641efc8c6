"""textwrap: wrap, fill, shorten, dedent, indent, and the options of TextWrapper."""

import textwrap

text = ("Hello there -- you goof-ball, use the -b option! This is a paragraph that already has\n"
        "line breaks.  But some of its lines are much longer than the others,\tso it needs to be wrapped.")
for width in (20, 40, 70):
    print(textwrap.fill(text, width))
    print("-" * width)
print(textwrap.wrap("aaaaaaaaaaaaaaaaaaaaaaaaa bb", 10), textwrap.wrap("aaaaaaaaaaaaa bb", 10, break_long_words=False))
print(textwrap.wrap("well-known twenty-first-century", 12), textwrap.wrap("well-known", 6, break_on_hyphens=False))
print(textwrap.wrap("", 5), textwrap.wrap("  leading", 20), textwrap.wrap("a  b", 20), textwrap.wrap("a\n\nb", 20))
print(textwrap.wrap("one two three four", 9, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap("one. two! three? Four", 40, fix_sentence_endings=True))
print(textwrap.wrap("one two three four five six", 10, max_lines=2))
print(textwrap.wrap("one two three four five six", 10, max_lines=1, placeholder="~"))
print(textwrap.wrap("x  y   z", 3, drop_whitespace=False), textwrap.wrap("a\tb", 20, tabsize=4))
print(textwrap.wrap("a\tb\nc", 20, expand_tabs=False, replace_whitespace=False))
print(textwrap.shorten("Hello  world!", 12), textwrap.shorten("Hello  world!", 11), textwrap.shorten("Hello world", 10, placeholder="..."))
print(repr(textwrap.dedent("""
    one
      two

    three
   \t
    """)))
print(repr(textwrap.dedent("\t a\n\t b")), repr(textwrap.dedent("  a\n\tb")), repr(textwrap.dedent("")))
print(repr(textwrap.indent("a\n\n  \nb\n", "> ")), repr(textwrap.indent("a\n\nb", "> ", lambda line: True)))
for arguments in (("a", 0), ("a b", 3)):
    try:
        print(textwrap.wrap(*arguments, max_lines=1))
    except ValueError as error:
        print(error)
wrapper = textwrap.TextWrapper(width=8)
wrapper.width = 12
print(wrapper.wrap("one two three four"), wrapper.fill("five six seven"))
