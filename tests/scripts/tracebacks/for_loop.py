for i in range(3):
    print(i)
    for j in i:
        print(j)
