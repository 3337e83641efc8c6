input("give me text: ")
