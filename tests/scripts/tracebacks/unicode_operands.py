é = 1
print(é + undefined_é, "漢字" + 1)
