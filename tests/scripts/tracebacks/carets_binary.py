left = 5
right = "text"
total = 1 + 2 * (left - right) + 3
