import random
import sys
import threading

sys.setswitchinterval(1e-5)
random.seed(1)
accounts = {n: 100 for n in "abcd"}
lock = threading.Lock()
moves = [(random.choice("abcd"), random.choice("abcd"), random.randint(1, 30)) for _ in range(400)]


def transfer(source, target, amount):
    with lock:
        if accounts[source] >= amount:
            balance = accounts[source]
            accounts[source] = balance - amount
            balance = accounts[target]
            accounts[target] = balance + amount


def clerk(part):
    for move in part:
        transfer(*move)


ts = [threading.Thread(target=clerk, args=(moves[i::4],)) for i in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sum(accounts.values()), all(v >= 0 for v in accounts.values()))
