# Objects to text and back, with every option.
import io
import json

data = {
    "name": "Grüße \U0001f600 \"quoted\" \\ / \b\f\n\r\t\x00\x1f\x7f",
    "numbers": [0, -1, 10**30, 1.5, -0.0, 1e300, 1e-7, 123456789.123, float("inf"), float("-inf")],
    "nested": {"empty": {}, "list": [], "tuple": (1, 2, (3,)), "deep": [[[[]]]]},
    "constants": [None, True, False],
    1: "int", 2.5: "float", None: "none", True: "replaces 1",
}
text = json.dumps(data)
print(text)
print(json.dumps(data, ensure_ascii=False))
back = json.loads(text)
print(back == {**{str(k) if not isinstance(k, bool) else "true": v for k, v in data.items() if k is not None},
               "null": "none"} or sorted(back, key=str))
print(json.dumps(data, indent=2))
print(json.dumps([1, {"b": 2, "a": [3]}], indent="\t", sort_keys=True))
print(json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")))
print(json.dumps([1, [2, {}], []], indent=0))
print(json.dumps({(1, 2): 3, "k": 4}, skipkeys=True))


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"x": o.x, "y": o.y}
        return super().default(o)


print(json.dumps([Point(1, 2)], cls=Encoder), json.dumps({3, 1}, default=sorted), json.dumps(Point(1, 2), default=vars))
try:
    json.dumps([{1}], cls=Encoder)
except TypeError as error:
    print(error)
try:
    json.dumps({"a": 1, 2: 3}, sort_keys=True)
except TypeError as error:
    print(error)


class Number(int):
    def __repr__(self):
        return "never"


class Text(str):
    pass


class Table(dict):
    pass


print(json.dumps({Text("k"): Number(5), "t": Table(a=Text("v")), "l": type("L", (list,), {})([1])}))

text = '{"a": 1.50, "b": [2, 3e2, -0], "c": {"d": NaN}}'
print(json.loads(text, parse_float=str, parse_int=lambda t: f"int {t}", parse_constant=lambda t: f"const {t}"))
print(json.loads(text, object_hook=lambda d: sorted(d)))
print(json.loads(text, object_pairs_hook=list))
print(json.loads('{"a": 1, "a": 2}'), json.loads(b'"bytes \xc3\xbc"'), json.loads('"ü"'.encode("utf-16")))
print(json.loads(' [1 , 2,3 ] \n'), json.loads('"\\ud83d\\ude00 \\/ \\u00e9"'))
print(json.JSONDecoder().raw_decode('[1, 2] tail'), json.loads('"a\tb"', strict=False))
decoded = json.loads('[{"key": 1}, {"key": 2}]')
print([list(d)[0] for d in decoded])

file = io.StringIO()
json.dump({"k": [1, 2]}, file, indent=1)
print(file.getvalue())
file.seek(0)
print(json.load(file))
try:
    json.loads("[1, 2")
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno, error.colno, error.doc, isinstance(error, ValueError))
