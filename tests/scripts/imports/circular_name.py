try:
    import _circular_c
except ImportError as e:
    print(str(e).split(" (")[0] if "partially" not in str(e) else "partially initialized module")
