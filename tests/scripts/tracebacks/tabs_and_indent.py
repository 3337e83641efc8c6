def f():
	if True:
		return [1, 2][
			9
		]


f()
