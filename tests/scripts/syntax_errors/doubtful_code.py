x = 1
for i in "ab":
    exec("x is 1")
if 1 < x is not -2: pass
x is (1, 2)
y = x is () if 0 else 0
(1)(2) if 0 else 0
[1](2) if 0 else 0
lambda: f"a"(1)
lambda: (1)[0]
lambda: {1}[0]
lambda: "abc"["a"]
lambda: [1]["a", "b"]
lambda: (1, 2)[lambda: 1]
assert (1, x)
