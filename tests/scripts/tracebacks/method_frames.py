class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"cannot take {amount} from {self.balance}")
        self.balance -= amount


def main():
    account = Account(10)
    account.withdraw(5)
    account.withdraw(50)


main()
