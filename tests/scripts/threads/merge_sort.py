import threading


def merge(a, b):
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


def sort(items, depth, result):
    if len(items) < 2:
        result[:] = items
        return
    mid = len(items) // 2
    left, right = [], []
    if depth:
        ts = [threading.Thread(target=sort, args=(items[:mid], depth - 1, left)), threading.Thread(target=sort, args=(items[mid:], depth - 1, right))]
        for t in ts:
            t.start()
        for t in ts:
            t.join()
    else:
        sort(items[:mid], 0, left)
        sort(items[mid:], 0, right)
    result[:] = merge(left, right)


data = [(i * 7919) % 1000 for i in range(1000)]
result = []
sort(data, 3, result)
print(result == sorted(data), result[:5])
