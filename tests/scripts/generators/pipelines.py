def lines(text):
    for line in text.split("\n"):
        yield line.strip()


def non_empty(items):
    return (i for i in items if i)


def numbered(items):
    n = 0
    for i in items:
        n += 1
        yield n, i


def batched(items, size):
    batch = []
    for i in items:
        batch.append(i)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


print(list(numbered(non_empty(lines("a\n\n b \nc")))))
print(list(batched(range(7), 3)))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


def take_while(pred, items):
    for i in items:
        if not pred(i):
            return
        yield i


print(list(take_while(lambda p: p < 40, primes())))


def interleave(*its):
    its = [iter(i) for i in its]
    while its:
        for it in its[:]:
            try:
                yield next(it)
            except StopIteration:
                its.remove(it)


print("".join(interleave("abc", "12", "xyz!")))


def permutations(items):
    if len(items) < 2:
        yield items
    else:
        for i in range(len(items)):
            for rest in permutations(items[:i] + items[i + 1:]):
                yield items[i:i + 1] + rest


print([*map("".join, permutations(["a", "b", "c"]))], len(list(permutations("abcd"))))


def coroutine(f):
    def start(*args):
        g = f(*args)
        next(g)
        return g
    return start


@coroutine
def printer(prefix):
    while True:
        item = yield
        print(prefix, item)


@coroutine
def broadcast(*targets):
    while True:
        item = yield
        for t in targets:
            t.send(item)


b = broadcast(printer("one"), printer("two"))
b.send("hello")
b.send(5)
b.close()


def round_robin(tasks):
    while tasks:
        task = tasks.pop(0)
        try:
            print(next(task), end=" ")
            tasks.append(task)
        except StopIteration:
            pass
    print()


def task(name, n):
    for i in range(n):
        yield f"{name}{i}"


round_robin([task("a", 3), task("b", 1), task("c", 2)])


def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


print(list(collatz(6)), max(collatz(27)), sum(1 for _ in collatz(27)))
lazy = (print("evaluated", x) or x for x in range(3))
print(next(lazy))
print(any(x == 1 for x in lazy))
print(list(lazy))
