for i in [1]:
pass
