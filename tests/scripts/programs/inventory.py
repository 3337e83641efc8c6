class Item:
    total = 0

    def __init__(self, name, price, quantity=1, *tags, **extra):
        self.name, self.price, self.quantity = name, price, quantity
        self.tags = frozenset(tags)
        self.extra = extra
        Item.total += 1

    def __eq__(self, other):
        return isinstance(other, Item) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return f"{self.name:<8}{self.quantity:>4} x {self.price:>8.2f} = {self.value:>10,.2f}"

    @property
    def value(self):
        return self.price * self.quantity


class Inventory:
    def __init__(self, *items):
        self._items = {}
        for i in items:
            self += i

    def __iadd__(self, item):
        if item.name in self._items:
            self._items[item.name].quantity += item.quantity
        else:
            self._items[item.name] = item
        return self

    def __isub__(self, name):
        self._items.pop(name)
        return self

    def __contains__(self, x):
        return (x.name if isinstance(x, Item) else x) in self._items

    def __iter__(self):
        yield from sorted(self._items.values(), key=lambda i: (-i.value, i.name))

    def __len__(self):
        return sum(i.quantity for i in self)

    def __getitem__(self, name):
        return self._items[name]

    def where(self, **conditions):
        for i in self:
            if all(getattr(i, k, i.extra.get(k)) == v for k, v in conditions.items()):
                yield i.name

    def tagged(self, *tags):
        return sorted(i.name for i in self if set(tags) <= i.tags)

    def report(self):
        lines = [str(i) for i in self]
        width = max(map(len, lines), default=0)
        return "\n".join([*lines, "-" * width, f"{'total':<8}{sum(i.value for i in self):>{width - 8},.2f}"])


inv = Inventory(Item("apple", 0.5, 100, "fruit", "red", origin="NZ"), Item("pear", 0.75, 40, "fruit"), Item("nail", 0.01, 5000, "metal"), Item("apple", 0.5, 20))
print(inv.report())
print(len(inv), "pear" in inv, Item("pear", 0) in inv, "fig" in inv, inv["apple"].quantity, Item.total)
print(list(inv.where(origin="NZ")), list(inv.where(quantity=40, price=0.75)), list(inv.where(color="red")), inv.tagged("fruit"), inv.tagged("fruit", "red"), inv.tagged())
inv -= "nail"
try:
    inv -= "nail"
except KeyError as e:
    print("missing", e)
print([i.name for i in inv], len({Item("a", 1), Item("a", 2), Item("b", 1)}))
print(Inventory().report())
