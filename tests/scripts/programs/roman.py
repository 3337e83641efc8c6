VALUES = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def to_roman(n):
    out = ""
    for value, letters in VALUES:
        count, n = divmod(n, value)
        out += letters * count
    return out


def from_roman(text):
    values = {letter: value for value, letter in VALUES if len(letter) == 1}
    total = 0
    for a, b in zip(text, text[1:] + " "):
        v = values[a]
        total += -v if values.get(b, 0) > v else v
    return total


class Roman(int):
    def __new__(cls, value):
        return super().__new__(cls, from_roman(value) if isinstance(value, str) else value)

    def __str__(self):
        return to_roman(self)

    __repr__ = __str__

    def __add__(self, other):
        return Roman(int(self) + int(other))


print([to_roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1990, 2024, 3999)])
print(all(from_roman(to_roman(n)) == n for n in range(1, 4000)))
print(Roman("MCMXC") + Roman("XXXIV"), [Roman(i) for i in range(1, 6)], f"{Roman(12)}", Roman("X") * 2, sum([Roman(1), Roman(2)], Roman(0)))
