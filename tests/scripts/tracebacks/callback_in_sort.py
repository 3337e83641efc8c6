words = ["b", 1, "a"]
words.sort(key=lambda w: w.lower())
