class Tree:
    class Node:
        def __init__(self, key, value):
            self.key, self.value = key, value
            self.left = self.right = None

    def __init__(self, items=()):
        self.root = None
        self.size = 0
        for k, v in items:
            self[k] = v

    def __setitem__(self, key, value):
        if self.root is None:
            self.root = Tree.Node(key, value)
            self.size = 1
            return
        node = self.root
        while True:
            if key == node.key:
                node.value = value
                return
            side = "left" if key < node.key else "right"
            child = getattr(node, side)
            if child is None:
                setattr(node, side, Tree.Node(key, value))
                self.size += 1
                return
            node = child

    def __getitem__(self, key):
        node = self.root
        while node:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        raise KeyError(key)

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __delitem__(self, key):
        def remove(node):
            if node is None:
                raise KeyError(key)
            if key < node.key:
                node.left = remove(node.left)
            elif key > node.key:
                node.right = remove(node.right)
            elif node.left is None:
                return node.right
            elif node.right is None:
                return node.left
            else:
                least = node.right
                while least.left:
                    least = least.left
                node.key, node.value = least.key, least.value
                node.right = remove_key(node.right, least.key)
            return node

        def remove_key(node, k):
            nonlocal key
            key, old = k, key
            try:
                return remove(node)
            finally:
                key = old

        self.root = remove(self.root)
        self.size -= 1

    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node.left)
                yield node.key
                yield from walk(node.right)
        return walk(self.root)

    def items(self):
        return ((k, self[k]) for k in self)

    def __len__(self):
        return self.size

    def depth(self):
        def d(n):
            return 0 if n is None else 1 + max(d(n.left), d(n.right))
        return d(self.root)

    def __repr__(self):
        return "Tree({" + ", ".join(f"{k!r}: {v!r}" for k, v in self.items()) + "})"


t = Tree((k, k.upper()) for k in "mfbhtqzad")
print(t, len(t), t.depth(), t["q"], "x" in t, list(t))
t["q"] = "changed"
for k in "mbz":
    del t[k]
print(t, len(t), t.depth())
for k in ("nope", "m"):
    try:
        del t[k]
    except KeyError as e:
        print("no key", e)
n = Tree()
for i in range(200):
    n[(i * 73) % 200] = i
print(list(n) == list(range(200)), n.depth(), n[199], Tree())
