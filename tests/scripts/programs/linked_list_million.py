class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


head = None
for i in range(1_000_000):
    head = Node(i, head)
n = 0
node = head
while node is not None:
    n += 1
    node = node.next
print(n, head.value)
head = None
print("freed")
nested = []
for _ in range(200_000):
    nested = [nested]
print(len(nested))
del nested
chain = ()
for _ in range(200_000):
    chain = (chain, 1)
chain = None
d = {}
for _ in range(200_000):
    d = {"next": d}
d = None


def wrap(f):
    return lambda: f


g = None
for _ in range(200_000):
    g = wrap(g)
g = None
print("all freed")
