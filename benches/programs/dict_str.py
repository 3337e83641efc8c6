"""A dictionary with string keys: counting words."""

WORDS = "the quick brown fox jumps over a lazy dog while seven wizards box with five dozen liquor jugs".split()


def count_words(rounds):
    counts = {}
    for number in range(rounds):
        for word in WORDS:
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1
        key = "n" + str(number % 500)
        counts[key] = counts.get(key, 0) + len(key)
    return counts


def main():
    counts = count_words(120_000)
    checksum = 0
    for word, count in counts.items():
        checksum += len(word) * count
    print(len(counts), counts["fox"], checksum)


if __name__ == "__main__":
    main()
