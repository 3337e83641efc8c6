TEXT = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity"""

words = "".join(c if c.isalpha() else " " for c in TEXT.lower()).split()
counts = {}
for w in words:
    counts[w] = counts.get(w, 0) + 1
for word, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:6]:
    print(f"{word:<10}|{n:>3} {'*' * n}")
print(len(words), len(counts), max(words, key=len), sum(map(len, words)) / len(words))
by_length = {}
for w in counts:
    by_length.setdefault(len(w), []).append(w)
for n in sorted(by_length):
    print(n, sorted(by_length[n]))


def wrap(text, width):
    lines, line = [], ""
    for w in text.split():
        if line and len(line) + 1 + len(w) > width:
            lines.append(line)
            line = w
        else:
            line = f"{line} {w}".strip()
    return lines + [line]


for line in wrap(TEXT, 40):
    print(f"|{line:^40}|")


def caesar(text, k):
    return "".join(chr((ord(c) - base + k) % 26 + base) if (base := 97 if c.islower() else 65) and c.isalpha() else c for c in text)


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3))


def rle(text):
    out, i = [], 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out.append((text[i], j - i))
        i = j
    return "".join(c + (str(n) if n > 1 else "") for c, n in out)


print(rle("aaabccdddd"), rle(""), rle("abc"))
print([w for w in ("level", "radar", "python", "A man a plan") if w.lower().replace(" ", "") == w.lower().replace(" ", "")[::-1]])
groups = {}
for w in "listen silent enlist tea ate eat tan nat".split():
    groups.setdefault("".join(sorted(w)), []).append(w)
print(sorted(groups.values()))
print(" ".join(w[::-1] for w in "the quick brown".split()), "title case here".title(), "snake_case_name".replace("_", " ").title().replace(" ", ""))
print("".join("_" + c.lower() if c.isupper() else c for c in "camelCaseName"))
