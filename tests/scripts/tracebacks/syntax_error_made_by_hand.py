raise SyntaxError("my msg", ("f.py", 5, 3, "  text here", 5, 8))
