raise RuntimeError("line one\nline two\n  line three")
