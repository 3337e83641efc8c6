GRAPH = {
    "a": [("b", 7), ("c", 9), ("f", 14)],
    "b": [("a", 7), ("c", 10), ("d", 15)],
    "c": [("a", 9), ("b", 10), ("d", 11), ("f", 2)],
    "d": [("b", 15), ("c", 11), ("e", 6)],
    "e": [("d", 6), ("f", 9)],
    "f": [("a", 14), ("c", 2), ("e", 9)],
    "island": [],
}


def dijkstra(graph, start):
    distance = {v: float("inf") for v in graph}
    previous = dict.fromkeys(graph)
    distance[start] = 0
    todo = [start]
    done = set()
    while todo:
        todo.sort(key=lambda v: (distance[v], v))
        v = todo.pop(0)
        if v in done:
            continue
        done.add(v)
        for w, length in graph[v]:
            if distance[v] + length < distance[w]:
                distance[w] = distance[v] + length
                previous[w] = v
                todo.append(w)
    return distance, previous


def path(previous, target):
    out = []
    while target is not None:
        out.append(target)
        target = previous[target]
    return "->".join(out[::-1])


distance, previous = dijkstra(GRAPH, "a")
for v in sorted(GRAPH):
    print(v, distance[v], path(previous, v))


def topological(edges):
    incoming = {}
    for a, bs in edges.items():
        incoming.setdefault(a, 0)
        for b in bs:
            incoming[b] = incoming.get(b, 0) + 1
    ready = sorted(v for v, n in incoming.items() if n == 0)
    out = []
    while ready:
        v = ready.pop(0)
        out.append(v)
        for w in edges.get(v, ()):
            incoming[w] -= 1
            if incoming[w] == 0:
                ready.append(w)
    if len(out) != len(incoming):
        raise ValueError("cycle among " + ", ".join(sorted(v for v, n in incoming.items() if n)))
    return out


print(topological({"shirt": ["tie", "belt"], "trousers": ["shoes", "belt"], "socks": ["shoes"], "tie": ["jacket"], "belt": ["jacket"]}))
try:
    topological({"x": ["y"], "y": ["z"], "z": ["x"]})
except ValueError as e:
    print(e)


def components(pairs):
    parent = {}

    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        parent[find(a)] = find(b)
    groups = {}
    for x in parent:
        groups.setdefault(find(x), []).append(x)
    return sorted(sorted(g) for g in groups.values())


print(components([(1, 2), (3, 4), (2, 5), (6, 6), (4, 7)]))
maze = ["#########", "#..#....#", "#.##.##.#", "#....#..#", "#########"]


def bfs(maze, start, goal):
    queue, seen = [(start, 0)], {start}
    while queue:
        (x, y), steps = queue.pop(0)
        if (x, y) == goal:
            return steps
        for dx, dy in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            p = x + dx, y + dy
            if maze[p[1]][p[0]] != "#" and p not in seen:
                seen.add(p)
                queue.append((p, steps + 1))


print(bfs(maze, (1, 1), (7, 3)), bfs(maze, (1, 1), (2, 1)), bfs(maze, (1, 1), (0, 0)))
