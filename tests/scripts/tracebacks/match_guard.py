def kind(x):
    match x:
        case [a, b] if a / b:
            return "pair"
    return None


kind([1, 0])
