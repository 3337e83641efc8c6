def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def four(a, b, c, d): pass
def dflt(a, b=1): pass
def dflt2(a, b=1, c=2): pass
def kwo(*, a): pass
def kwo2(*, a, b): pass
def kwo3(x, *, a, b, c): pass
def mixed(a, /, b, *, c): pass
def po(a, b, /): pass
def st(*args): pass
def kw(**kwargs): pass


calls = [
    "one()", "two()", "two(1)", "three()", "three(1)", "four()", "four(1)", "dflt()", "dflt2()",
    "none(1)", "none(1, 2)", "one(1, 2)", "two(1, 2, 3)", "dflt(1, 2, 3)", "dflt2(1, 2, 3, 4)", "dflt2(1, 2, 3, 4, 5)",
    "kwo()", "kwo2()", "kwo2(a=1)", "kwo3()", "kwo3(1)", "kwo3(1, 2, a=1)", "kwo(1)", "kwo(1, a=2)", "kwo(1, 2, a=2)", "mixed()", "mixed(1)", "mixed(1, 2)",
    "none(x=1)", "one(x=1)", "one(1, x=1)", "one(1, a=1)", "two(1, a=2)", "two(b=1)", "two(a=1)", "kw(1)", "kw(1, 2, a=3)", "st(a=1)",
    "po(a=1, b=2)", "po(1, b=2)", "po(1)", "mixed(a=1, b=2, c=3)", "po(1, 2, 3)", "po(1, 2, b=3)",
    "one(*[1, 2])", "one(**{'a': 1, 'b': 2})", "one(*5)", "one(**5)", "one(**{1: 2})", "kw(**{1: 2})", "one(1, **{'a': 2})", "kw(a=1, **{'a': 2})", "kw(**{'a': 1}, **{'a': 2})", "none(*[1])",
    "(lambda: 0)(1)", "(lambda x: 0)()", "(lambda x, *, y: 0)(1)", "five()", "text()", "nothing(1)", "items(2)", "pair(3)", "table()",
]
five, text, nothing, items, pair, table = 5, "a", None, [1], (1, 2), {}
for code in calls:
    try:
        eval(code)
        print(code, "worked")
    except TypeError as e:
        print(code, "->", e)
