ROOMS = {
    "hall": {"north": "library", "east": "kitchen", "items": ["lamp"]},
    "library": {"south": "hall", "items": ["book", "key"]},
    "kitchen": {"west": "hall", "items": [], "locked": "cellar"},
    "cellar": {"up": "kitchen", "items": ["treasure"]},
}


class Game:
    def __init__(self):
        self.room = "hall"
        self.bag = set()
        self.turns = 0
        self.over = False

    def do(self, line):
        self.turns += 1
        match line.lower().split():
            case [("go" | "walk"), direction]:
                return self.go(direction)
            case [("north" | "south" | "east" | "west" | "up" | "down") as direction]:
                return self.go(direction)
            case ["take", "all"]:
                taken = list(ROOMS[self.room]["items"])
                for item in taken:
                    self.take(item)
                return f"taken: {', '.join(taken) or 'nothing'}"
            case ["take", *words] if words:
                return self.take(" ".join(words))
            case ["unlock"]:
                if "key" not in self.bag:
                    return "you have no key"
                target = ROOMS[self.room].pop("locked", None)
                if target is None:
                    return "nothing to unlock"
                ROOMS[self.room]["down"] = target
                return "the way down is open"
            case ["look"]:
                return f"{self.room}: {sorted(ROOMS[self.room]['items'])}"
            case ["bag"]:
                return str(sorted(self.bag))
            case ["quit"]:
                self.over = True
                return "bye"
            case []:
                return "say something"
            case [verb, *_]:
                return f"cannot {verb}"

    def go(self, direction):
        target = ROOMS[self.room].get(direction)
        if not isinstance(target, str) or target not in ROOMS:
            return f"no way {direction}"
        self.room = target
        return f"you are in the {target}"

    def take(self, item):
        try:
            ROOMS[self.room]["items"].remove(item)
        except ValueError:
            return f"no {item} here"
        self.bag.add(item)
        if item == "treasure":
            self.over = True
            return f"you win after {self.turns} turns"
        return f"you take the {item}"


game = Game()
for line in ["look", "take sword", "take lamp", "north", "take all", "bag", "", "go south", "dance wildly", "east", "down", "unlock", "unlock", "down", "take treasure", "never reached"]:
    print(">", line)
    print(game.do(line))
    if game.over:
        break
