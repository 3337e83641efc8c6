LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def winner(b):
    for x, y, z in LINES:
        if b[x] == b[y] == b[z] != " ":
            return b[x]
    return None


def minimax(b, player, memo={}):
    key = (b, player)
    if key in memo:
        return memo[key]
    w = winner(b)
    if w:
        result = (1 if w == "X" else -1), None
    elif " " not in b:
        result = 0, None
    else:
        options = []
        for i, c in enumerate(b):
            if c == " ":
                score, _ = minimax(b[:i] + player + b[i + 1:], "O" if player == "X" else "X")
                options.append((score, i))
        pick = max if player == "X" else min
        result = pick(options, key=lambda o: (o[0], -o[1]) if player == "X" else (o[0], o[1]))
    memo[key] = result
    return result


def show(b):
    return "\n-+-+-\n".join("|".join(b[i:i + 3]) for i in (0, 3, 6))


board, player, moves = " " * 9, "X", []
while winner(board) is None and " " in board:
    _, move = minimax(board, player)
    moves.append(move)
    board = board[:move] + player + board[move + 1:]
    player = "XO"[player == "X"]
print(show(board))
print(moves, winner(board), minimax(" " * 9, "X")[0], len(minimax.__defaults__[0]))
print(minimax("XX OO    ", "X"), minimax("XX OO    ", "O"))
