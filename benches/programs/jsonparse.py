"""A recursive-descent parser for JSON, and a writer for what it read."""

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}
NAMES = {"true": True, "false": False, "null": None}


class ParseError(ValueError):
    pass


class Parser:
    def __init__(self, text):
        self.text = text
        self.position = 0

    def skip_space(self):
        text = self.text
        while self.position < len(text) and text[self.position] in " \t\r\n":
            self.position += 1

    def expect(self, character):
        if self.text[self.position] != character:
            raise ParseError(f"expected {character} at {self.position}")
        self.position += 1

    def value(self):
        self.skip_space()
        character = self.text[self.position]
        if character == "{":
            return self.object()
        if character == "[":
            return self.array()
        if character == '"':
            return self.string()
        if character in "-0123456789":
            return self.number()
        for name, value in NAMES.items():
            if self.text.startswith(name, self.position):
                self.position += len(name)
                return value
        raise ParseError(f"unexpected {character} at {self.position}")

    def object(self):
        result = {}
        self.expect("{")
        self.skip_space()
        if self.text[self.position] == "}":
            self.position += 1
            return result
        while True:
            self.skip_space()
            key = self.string()
            self.skip_space()
            self.expect(":")
            result[key] = self.value()
            self.skip_space()
            if self.text[self.position] == "}":
                self.position += 1
                return result
            self.expect(",")

    def array(self):
        result = []
        self.expect("[")
        self.skip_space()
        if self.text[self.position] == "]":
            self.position += 1
            return result
        while True:
            result.append(self.value())
            self.skip_space()
            if self.text[self.position] == "]":
                self.position += 1
                return result
            self.expect(",")

    def string(self):
        self.expect('"')
        pieces = []
        while True:
            character = self.text[self.position]
            self.position += 1
            if character == '"':
                return "".join(pieces)
            if character == "\\":
                escape = self.text[self.position]
                self.position += 1
                if escape == "u":
                    pieces.append(chr(int(self.text[self.position:self.position + 4], 16)))
                    self.position += 4
                else:
                    pieces.append(ESCAPES[escape])
            else:
                pieces.append(character)

    def number(self):
        start = self.position
        is_float = False
        while self.position < len(self.text):
            character = self.text[self.position]
            if character in ".eE":
                is_float = True
            elif character not in "+-0123456789":
                break
            self.position += 1
        digits = self.text[start:self.position]
        return float(digits) if is_float else int(digits)


def write(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, list):
        return "[" + ", ".join([write(item) for item in value]) + "]"
    return "{" + ", ".join([write(key) + ": " + write(item) for key, item in value.items()]) + "}"


def document(records):
    return [
        {
            "id": i,
            "name": f"person {i}",
            "score": i * 0.5,
            "tags": ["a", "b\n", 'quote"d'],
            "active": i % 2 == 0,
            "parent": None,
            "nested": {"x": -i, "deep": [[i], []]},
        }
        for i in range(records)
    ]


def main():
    text = write(document(1500))
    checksum = 0
    for _ in range(2):
        parsed = Parser(text).value()
        checksum += len(parsed) + parsed[-1]["id"]
    print(len(text), checksum, write(parsed) == text)


if __name__ == "__main__":
    main()
