class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"needed {needed}, available {available}")
        self.missing = needed - available


class Account:
    number = 1000

    def __init__(self, owner, balance=0):
        Account.number += 1
        self.id = Account.number
        self.owner = owner
        self._balance = balance
        self.history = []

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("a deposit must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.history.append(("withdraw", amount))

    def __repr__(self):
        return f"<{type(self).__name__} {self.id} {self.owner}: {self._balance:.2f}>"

    def __lt__(self, other):
        return self.balance < other.balance


class Savings(Account):
    def __init__(self, owner, balance=0, rate=0.05):
        super().__init__(owner, balance)
        self.rate = rate

    def add_interest(self):
        self.deposit(self.balance * self.rate)


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, account):
        self.accounts[account.id] = account
        return account

    def transfer(self, source, target, amount):
        try:
            source.withdraw(amount)
        except InsufficientFunds as e:
            print(f"refused: {e} (missing {e.missing})")
            return False
        else:
            target.deposit(amount)
            return True
        finally:
            print("transfer of", amount, "handled")

    def total(self):
        return sum(a.balance for a in self.accounts.values())


bank = Bank()
ann = bank.open(Account("Ann", 100))
bob = bank.open(Savings("Bob", 50, rate=0.1))
print(bank.transfer(ann, bob, 30), bank.transfer(bob, ann, 500))
bob.add_interest()
print(ann, bob, f"{bank.total():.2f}", min(bank.accounts.values()).owner, sorted(bank.accounts.values()))
for amount in (-5, 0):
    try:
        ann.deposit(amount)
    except ValueError as e:
        print(e)
try:
    ann.balance = 10 ** 6
except AttributeError as e:
    print(e)
print(bob.history)
