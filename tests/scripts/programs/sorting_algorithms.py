def bubble(a):
    a = a[:]
    for end in range(len(a) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if a[i] > a[i + 1]:
                a[i], a[i + 1] = a[i + 1], a[i]
                swapped = True
        if not swapped:
            break
    return a


def insertion(a):
    a = a[:]
    for i in range(1, len(a)):
        x, j = a[i], i
        while j and a[j - 1] > x:
            a[j] = a[j - 1]
            j -= 1
        a[j] = x
    return a


def selection(a):
    a = a[:]
    for i in range(len(a)):
        m = min(range(i, len(a)), key=a.__getitem__)
        a[i], a[m] = a[m], a[i]
    return a


def quick(a):
    if len(a) < 2:
        return a
    pivot, *rest = a
    return quick([x for x in rest if x < pivot]) + [pivot] + quick([x for x in rest if x >= pivot])


def quick_in_place(a):
    a = a[:]

    def sort(lo, hi):
        if lo >= hi:
            return
        pivot, i = a[(lo + hi) // 2], lo
        j = hi
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i, j = i + 1, j - 1
        sort(lo, j)
        sort(i, hi)

    sort(0, len(a) - 1)
    return a


def counting(a):
    counts = [0] * (max(a, default=0) + 1)
    for x in a:
        counts[x] += 1
    return [x for x, n in enumerate(counts) for _ in range(n)]


def radix(a):
    digit = 1
    while any(x // digit for x in a):
        buckets = [[] for _ in range(10)]
        for x in a:
            buckets[x // digit % 10].append(x)
        a = sum(buckets, [])
        digit *= 10
    return a


def shell(a):
    a, gap = a[:], len(a) // 2
    while gap:
        for i in range(gap, len(a)):
            j = i
            while j >= gap and a[j - gap] > a[j]:
                a[j], a[j - gap] = a[j - gap], a[j]
                j -= gap
        gap //= 2
    return a


cases = [[], [1], [2, 1], [3, 3, 3], list(range(20)), list(range(20, 0, -1)), [(i * 7919 + 13) % 101 for i in range(80)]]
for f in (bubble, insertion, selection, quick, quick_in_place, counting, radix, shell):
    print(f.__name__, all(f(c) == sorted(c) for c in cases), f([5, 2, 8, 1]))


def bisect(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


print([bisect([1, 3, 3, 7], x) for x in (0, 1, 2, 3, 5, 7, 9)])
