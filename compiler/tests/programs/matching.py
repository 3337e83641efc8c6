def match(command):
    match command:
        case 0 | 1 | -1:
            return "number"
        case "go" | "run" as verb if verb:
            return verb
        case [x, (y, *rest), _]:
            return x, y, rest
        case {"key": value, "other": [_, _], **extra}:
            return value, extra
        case Point(0, y=y) | Line(y, None):
            return y
        case True | None:
            pass
        case colours.RED:
            pass
        case other:
            return other
