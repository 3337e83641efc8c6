exec(compile("1 + 1; 'shown'", "s", "single"))
exec(compile("5 * 5", "s", "single"))
