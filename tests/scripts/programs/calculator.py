class Error(Exception):
    pass


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            number = text[i:j]
            yield ("num", float(number) if "." in number else int(number))
            i = j
        elif c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            yield ("name", text[i:j])
            i = j
        elif text[i:i + 2] in ("**", "//"):
            yield ("op", text[i:i + 2])
            i += 2
        elif c in "+-*/%()=,":
            yield ("op", c)
            i += 1
        else:
            raise Error(f"unexpected {c!r} at {i}")
    yield ("end", None)


BINARY = {"+": (1, lambda a, b: a + b), "-": (1, lambda a, b: a - b), "*": (2, lambda a, b: a * b), "/": (2, lambda a, b: a / b), "//": (2, lambda a, b: a // b), "%": (2, lambda a, b: a % b), "**": (4, lambda a, b: a ** b)}


class Calculator:
    def __init__(self):
        self.names = {"pi": 3.14159}
        self.functions = {"max": max, "min": min, "abs": abs}

    def run(self, text):
        self.tokens = list(tokenize(text))
        self.pos = 0
        if len(self.tokens) > 2 and self.tokens[0][0] == "name" and self.tokens[1] == ("op", "="):
            name = self.tokens[0][1]
            self.pos = 2
            self.names[name] = value = self.expression(0)
        else:
            value = self.expression(0)
        if self.peek()[0] != "end":
            raise Error(f"left over {self.peek()[1]!r}")
        return value

    def peek(self):
        return self.tokens[self.pos]

    def take(self):
        token = self.tokens[self.pos]
        self.pos += 1
        return token

    def expression(self, level):
        left = self.primary()
        while True:
            kind, op = self.peek()
            if kind != "op" or op not in BINARY or BINARY[op][0] < level:
                return left
            strength, f = BINARY[op]
            self.take()
            right = self.expression(strength if op == "**" else strength + 1)
            left = f(left, right)

    def primary(self):
        match self.take():
            case ("num", value):
                return value
            case ("op", "-"):
                return -self.expression(3)
            case ("op", "("):
                value = self.expression(0)
                self.expect(")")
                return value
            case ("name", name) if self.peek() == ("op", "("):
                self.take()
                args = [self.expression(0)]
                while self.peek() == ("op", ","):
                    self.take()
                    args.append(self.expression(0))
                self.expect(")")
                return self.functions[name](*args)
            case ("name", name):
                if name not in self.names:
                    raise Error(f"unknown name {name}")
                return self.names[name]
            case (_, what):
                raise Error(f"unexpected {what!r}")

    def expect(self, op):
        if self.take() != ("op", op):
            raise Error(f"expected {op}")


calc = Calculator()
for line in ["1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "10 / 4", "10 // 4 % 2", "x = 5", "x * x - 1", "max(1, x, 3) + abs(-2)", "2 * pi", "1 +", "y", "(1", "3 $ 4", "1 2", "1 / 0", "100 - 10 - 5", "1.5 + .5"]:
    try:
        print(line, "=", calc.run(line))
    except (Error, ZeroDivisionError) as e:
        print(line, "->", type(e).__name__, e)
