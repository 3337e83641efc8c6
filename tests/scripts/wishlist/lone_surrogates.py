text = "\ud800"
print(len(text), repr(text))
try:
    text.encode()
except UnicodeEncodeError as e:
    print(e)
