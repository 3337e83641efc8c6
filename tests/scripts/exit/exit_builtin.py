print("using the site built-in")
exit(4)
