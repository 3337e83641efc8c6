raise ValueError("exit code one")
