for True in [1]:
    pass
