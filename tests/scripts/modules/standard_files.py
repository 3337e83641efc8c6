with open(__file__) as source:
    print(source.readline().strip())
