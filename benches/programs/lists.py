"""Lists: append, sort, slices, a hand-written merge sort, insertion and removal."""


def numbers(count):
    value = 42
    result = []
    for _ in range(count):
        value = (value * 1664525 + 1013904223) % 4294967296
        result.append(value % 100_000)
    return result


def merge_sort(items):
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle])
    right = merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


def shuffle(items):
    for i in range(len(items) - 1, 0, -1):
        j = (i * 7919 + 13) % (i + 1)
        items[i], items[j] = items[j], items[i]


def windows(items, width):
    best = 0
    for i in range(0, len(items) - width, 3):
        part = items[i:i + width]
        part.reverse()
        total = part[0] + part[-1] + len(part)
        if total > best:
            best = total
    return best


def main():
    items = numbers(50_000)
    merged = merge_sort(items)
    shuffle(items)
    items.sort(key=lambda item: -item)
    print(merged == items[::-1], windows(merged, 20))
    queue = []
    for item in items:
        queue.append(item)
        if len(queue) > 50:
            queue.pop(0)
            del queue[10:12]
    for _ in range(10):
        shuffle(merged)
        merged.sort()
    print(len(queue), sum(queue), merged[25_000])


if __name__ == "__main__":
    main()
