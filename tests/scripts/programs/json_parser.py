class JSONError(ValueError):
    pass


def parse(text):
    value, i = parse_value(text, skip(text, 0))
    i = skip(text, i)
    if i != len(text):
        raise JSONError(f"extra data at {i}")
    return value


def skip(text, i):
    while i < len(text) and text[i] in " \n\t\r":
        i += 1
    return i


def parse_value(text, i):
    if i >= len(text):
        raise JSONError("unexpected end")
    c = text[i]
    if c == "{":
        return parse_object(text, i)
    if c == "[":
        return parse_array(text, i)
    if c == '"':
        return parse_string(text, i)
    for word, value in (("true", True), ("false", False), ("null", None)):
        if text.startswith(word, i):
            return value, i + len(word)
    return parse_number(text, i)


def parse_object(text, i):
    result = {}
    i = skip(text, i + 1)
    if text[i:i + 1] == "}":
        return result, i + 1
    while True:
        key, i = parse_string(text, skip(text, i))
        i = skip(text, i)
        if text[i:i + 1] != ":":
            raise JSONError(f"expected ':' at {i}")
        result[key], i = parse_value(text, skip(text, i + 1))
        i = skip(text, i)
        if text[i:i + 1] == "}":
            return result, i + 1
        if text[i:i + 1] != ",":
            raise JSONError(f"expected ',' at {i}")
        i += 1


def parse_array(text, i):
    result = []
    i = skip(text, i + 1)
    if text[i:i + 1] == "]":
        return result, i + 1
    while True:
        value, i = parse_value(text, skip(text, i))
        result.append(value)
        i = skip(text, i)
        if text[i:i + 1] == "]":
            return result, i + 1
        if text[i:i + 1] != ",":
            raise JSONError(f"expected ',' at {i}")
        i += 1


def parse_string(text, i):
    if text[i:i + 1] != '"':
        raise JSONError(f"expected a string at {i}")
    out = []
    i += 1
    while i < len(text):
        c = text[i]
        if c == '"':
            return "".join(out), i + 1
        if c == "\\":
            i += 1
            e = text[i]
            if e == "u":
                out.append(chr(int(text[i + 1:i + 5], 16)))
                i += 4
            else:
                out.append({"n": "\n", "t": "\t"}.get(e, e))
        else:
            out.append(c)
        i += 1
    raise JSONError("unterminated string")


def parse_number(text, i):
    j = i
    while j < len(text) and text[j] in "+-0123456789.eE":
        j += 1
    part = text[i:j]
    try:
        return (float(part) if any(c in part for c in ".eE") else int(part)), j
    except ValueError:
        raise JSONError(f"not a value at {i}") from None


def dump(value, indent=0):
    pad = "  " * indent
    match value:
        case None:
            return "null"
        case True | False:
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case int() | float():
            return repr(value)
        case []:
            return "[]"
        case [*items]:
            return "[\n" + ",\n".join(pad + "  " + dump(x, indent + 1) for x in items) + "\n" + pad + "]"
        case {}:
            return "{\n" + ",\n".join(f"{pad}  {dump(k)}: {dump(v, indent + 1)}" for k, v in value.items()) + "\n" + pad + "}"


doc = '{"name": "gil \\"vm\\"", "tags": ["a", "\\u00e9\\n"], "n": -1.5e3, "i": 42, "ok": true, "no": false, "nil": null, "deep": {"x": [[], {}, [1, [2, [3]]]]}}'
value = parse(doc)
print(value)
print(dump(value))
print(parse(dump(value)) == value)
for bad in ("", "{", '{"a" 1}', "[1, 2", '"abc', "nope", "[1] 2", "{1: 2}", "[1,]"):
    try:
        print(parse(bad))
    except JSONError as e:
        print(repr(bad), e)
