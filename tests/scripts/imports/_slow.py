import time

before = 1
time.sleep(0.05)
after = 2
print("slow module ran")
