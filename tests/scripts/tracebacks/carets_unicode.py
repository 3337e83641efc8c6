größe = "äöü"
print(größe + "漢字" + 5 + "x")
