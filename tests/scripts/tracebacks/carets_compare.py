x = [1, 2]
if 1 < 2 and x < 5:
    print("no")
