name = input("name? ")
print("hello", name)
age = int(input())
print(age + 1)
print(repr(input()))
print(repr(input("[last]")))
try:
    input("more? ")
except EOFError as e:
    print("|", e)
