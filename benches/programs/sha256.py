"""SHA-256 written out: 32-bit arithmetic on integers."""


def primes(count):
    found = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found


def integer_root(number, degree):
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if middle ** degree <= number:
            low = middle
        else:
            high = middle - 1
    return low


# The first 32 bits of the fractional parts of roots of primes.
ROUND_KEYS = [integer_root(prime << 96, 3) & 0xFFFFFFFF for prime in primes(64)]
START = [integer_root(prime << 64, 2) & 0xFFFFFFFF for prime in primes(8)]


def rotate(word, count):
    return ((word >> count) | (word << (32 - count))) & 0xFFFFFFFF


def compress(state, block):
    words = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for i in range(16, 64):
        early, late = words[i - 15], words[i - 2]
        s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >> 3)
        s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >> 10)
        words.append((words[i - 16] + s0 + words[i - 7] + s1) & 0xFFFFFFFF)
    a, b, c, d, e, f, g, h = state
    for key, word in zip(ROUND_KEYS, words):
        s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        choice = (e & f) ^ (~e & g)
        first = (h + s1 + choice + key + word) & 0xFFFFFFFF
        s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        majority = (a & b) ^ (a & c) ^ (b & c)
        second = (s0 + majority) & 0xFFFFFFFF
        h, g, f, e, d, c, b, a = g, f, e, (d + first) & 0xFFFFFFFF, c, b, a, (first + second) & 0xFFFFFFFF
    return [(old + new) & 0xFFFFFFFF for old, new in zip(state, (a, b, c, d, e, f, g, h))]


def sha256(message):
    length = len(message) * 8
    message += b"\x80"
    message += b"\x00" * (-(len(message) + 8) % 64)
    message += length.to_bytes(8, "big")
    state = START
    for i in range(0, len(message), 64):
        state = compress(state, message[i:i + 64])
    return "".join(f"{word:08x}" for word in state)


def main():
    print(sha256(b"abc"))
    print(sha256(b"gilvm " * 11_000))


if __name__ == "__main__":
    main()
