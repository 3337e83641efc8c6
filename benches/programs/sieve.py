"""The sieve of Eratosthenes over a list of booleans."""


def primes_below(limit):
    is_prime = [True] * limit
    is_prime[0] = is_prime[1] = False
    candidate = 2
    while candidate * candidate < limit:
        if is_prime[candidate]:
            for multiple in range(candidate * candidate, limit, candidate):
                is_prime[multiple] = False
        candidate += 1
    primes = []
    for number in range(limit):
        if is_prime[number]:
            primes.append(number)
    return primes


def main():
    primes = primes_below(1_800_000)
    print(len(primes), primes[-1], sum(primes))


if __name__ == "__main__":
    main()
