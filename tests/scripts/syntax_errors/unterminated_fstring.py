x = f"never {1
