print("about to fail")
math.sqrt(2)
