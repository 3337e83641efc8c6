s = "Hello World"
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold())
print("straße".upper(), "STRASSE".casefold() == "straße".casefold(), "ǆ".title(), "they're bill's".title())
print("éÀ".lower(), "éà".upper(), "ΑΣ".lower(), "İ".lower() == "i̇")
print("abc".islower(), "aBc".islower(), "ABC".isupper(), "A1".isupper(), "1".isupper(), "Hello World".istitle(), "Hello world".istitle())
