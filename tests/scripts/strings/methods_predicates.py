words = ["", "abc", "abc1", "123", "12.3", " ", "\t\n", "a b", "ABC", "²", "½", "_x", "1x", "class", "é", "漢"]
for w in words:
    print(repr(w), w.isalpha(), w.isalnum(), w.isdigit(), w.isdecimal(), w.isnumeric(), w.isspace(), w.isidentifier(), w.isascii(), w.isprintable(), w.islower(), w.isupper(), w.istitle())
