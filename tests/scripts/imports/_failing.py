print("failing starts")
raise ValueError("cannot load")
