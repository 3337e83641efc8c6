"""Objects: attributes, methods, inheritance, a property and operators."""


class Shape:
    def __init__(self, name):
        self.name = name
        self.uses = 0

    def area(self):
        raise NotImplementedError

    def use(self):
        self.uses += 1
        return self.area()


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    @property
    def is_square(self):
        return self.width == self.height


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Account:
    def __init__(self):
        self.balance = 0
        self.moves = 0

    def deposit(self, amount):
        self.balance += amount
        self.moves += 1

    def withdraw(self, amount):
        if amount > self.balance:
            return False
        self.balance -= amount
        self.moves += 1
        return True


def main():
    shapes = [Rectangle(2, 3), Square(4), Rectangle(5, 5), Square(1)]
    total = 0
    squares = 0
    for i in range(300_000):
        shape = shapes[i & 3]
        total += shape.use()
        if shape.is_square:
            squares += 1
    print(total, squares, [shape.uses for shape in shapes])
    position = Vector(0, 0)
    velocity = Vector(1, 2)
    for i in range(120_000):
        position = position + velocity * (i % 3)
    print(position.x, position.y, position.dot(velocity))
    account = Account()
    refused = 0
    for i in range(300_000):
        if i % 3:
            account.deposit(i % 10)
        elif not account.withdraw(i % 17):
            refused += 1
    print(account.balance, account.moves, refused)


if __name__ == "__main__":
    main()
