compile("x = (1,\n  2", "thing.py", "exec")
