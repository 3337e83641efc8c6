"""csv: reading, writing, dialects, dicts, and the errors."""

import csv
import io


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


TEXTS = ["a,b,c\n1,2,3\n", 'x,"y, z","say ""hi"""\r\n', '"multi\nline",2\n', "", "\n", "a,,\n,b\n", "'a,b',c\n", "a b  c\n", 'a"b,c\n', '"a"b,c\n', "no end", '"open', "a\\,b,c\n", "1.5,\"x\",2\n", "  a, b\n", '""\n', '"",x\n']
OPTIONS = [{}, {"delimiter": " "}, {"quotechar": "'"}, {"skipinitialspace": True}, {"escapechar": "\\"}, {"quoting": csv.QUOTE_NONE}, {"strict": True},
           {"doublequote": False, "escapechar": "\\"}, {"dialect": "excel-tab"}]
for options in OPTIONS:
    for text in TEXTS:
        attempt(lambda: list(csv.reader(io.StringIO(text, newline=""), **options)))
attempt(lambda: list(csv.reader(['1,"2",-3.5', 'x,1'], quoting=csv.QUOTE_NONNUMERIC)))
attempt(lambda: list(csv.reader(['1,"2",3'], quoting=csv.QUOTE_NONNUMERIC)))

ROWS = [[1, 2.5, "a", None], ["a,b", 'q"q', "new\nline", " s "], [], [""], [None], ["x"], ["\\", "'"], [True, b"y", 1e300]]
for options in ({}, {"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"quoting": csv.QUOTE_NONE}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"},
                {"quoting": csv.QUOTE_STRINGS}, {"quoting": csv.QUOTE_NOTNULL}, {"delimiter": ";", "lineterminator": "\n"}, {"doublequote": False, "escapechar": "\\"},
                {"doublequote": False}, {"quotechar": "'"}, {"dialect": "unix"}):
    for row in ROWS:
        out = io.StringIO()
        attempt(lambda: (csv.writer(out, **options).writerow(row), out.getvalue()))

out = io.StringIO()
w = csv.writer(out)
w.writerows([[1, 2], "ab"])
print(repr(out.getvalue()))
r = csv.reader(["a,b", '"c', 'd",e'])
print([(row, r.line_num) for row in r])

print(list(csv.DictReader(["name,age", "ann,3", "", "bob", "cy,4,extra"], restkey="more", restval="?")))
d = csv.DictReader(["1,2"], fieldnames=["a", "b"])
print(d.fieldnames, next(d), d.line_num)
out = io.StringIO()
w = csv.DictWriter(out, ["a", "b"], restval="-")
w.writeheader()
w.writerow({"a": 1, "b": 2})
w.writerows([{"a": 3}])
print(repr(out.getvalue()))
attempt(lambda: w.writerow({"a": 1, "z": 2}))
attempt(lambda: csv.DictWriter(out, ["a"], extrasaction="odd"))
attempt(lambda: csv.DictWriter(out, ["a"], extrasaction="ignore").writerow({"a": 1, "z": 2}))

csv.register_dialect("pipes", delimiter="|", quoting=csv.QUOTE_ALL)
print(sorted(csv.list_dialects()), list(csv.reader(["a|b"], "pipes")), csv.get_dialect("pipes").delimiter)
csv.unregister_dialect("pipes")


class Colon(csv.excel):
    delimiter = ":"


print(list(csv.reader(["a:b"], Colon)), list(csv.reader(["a:b"], Colon())))
for call in (lambda: csv.get_dialect("pipes"), lambda: csv.unregister_dialect("pipes"), lambda: csv.reader([], "nope"), lambda: csv.reader(["x"], delimiter="ab"),
             lambda: csv.reader([], delimiter=None), lambda: csv.reader([], quotechar=5), lambda: csv.writer(3), lambda: csv.writer(out).writerow(5),
             lambda: list(csv.reader([b"x"])), lambda: csv.reader([], quoting=9), lambda: csv.reader([], quoting="x"), lambda: csv.reader([], delimiter="\n"), lambda: csv.reader([], lineterminator=3),
             lambda: csv.reader([], lineterminator=None), lambda: csv.reader([], bad=1), lambda: csv.reader([], quotechar=None, quoting=1), lambda: csv.field_size_limit(5)):
    attempt(call)
attempt(lambda: list(csv.reader(["abcdefgh,i"])))
