values = []
first = values[0]
