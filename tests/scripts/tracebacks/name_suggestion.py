import time

length = 5
print(lenght)
