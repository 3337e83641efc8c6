class Quit(SystemExit):
    pass


raise Quit(6)
