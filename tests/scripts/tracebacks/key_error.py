settings = {"colour": "red"}
settings["color"]
