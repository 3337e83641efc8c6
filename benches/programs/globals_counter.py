"""A counter in a global variable, as in many demonstrations of threads."""

counter = 0
STEP = 3
LIMIT = 1_000_003


def work(n):
    global counter
    for _ in range(n):
        counter += STEP
        if counter >= LIMIT:
            counter -= LIMIT


def main():
    work(2_500_000)
    print(counter)


if __name__ == "__main__":
    main()
