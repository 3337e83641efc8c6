value = "abc"
print(10 + -value)
