lst = [1, 2, 3]
value = lst[
    10
]
