table = {"a": {"b": [1]}}
print(table["a"]["b"][0])
print(table["a"]["b"][5])
