"""Building, splitting, searching and replacing strings."""


def caesar(text, shift):
    letters = []
    for character in text:
        if "a" <= character <= "z":
            letters.append(chr((ord(character) - 97 + shift) % 26 + 97))
        else:
            letters.append(character)
    return "".join(letters)


def build(rounds):
    text = ""
    for i in range(rounds):
        text += "item " + str(i) + ", "
        if len(text) > 2000:
            text = text[1000:]
    return text


def words(text, rounds):
    total = 0
    for i in range(rounds):
        parts = text.split()
        joined = "-".join(parts).upper()
        total += joined.count("O") + joined.find("LAZY") + len(joined.replace("THE", "A"))
        if text.startswith("the") and text.endswith("dog"):
            total += len(text.strip("t"))
        total += ord(text[i % len(text)])
    return total


def main():
    text = "the quick brown fox jumps over the lazy dog"
    secret = text
    for _ in range(3_000):
        secret = caesar(secret, 3)
    print(secret)
    print(len(build(300_000)))
    print(words(text, 90_000))


if __name__ == "__main__":
    main()
