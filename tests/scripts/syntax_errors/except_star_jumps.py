heads = ("def f():\n", "for i in x:\n", "def f():\n for i in x:\n")
bodies = (
    "try: pass\nexcept* A:\n  return 1",
    "try: pass\nexcept* A:\n  break",
    "try: pass\nexcept* A:\n  continue",
    "try: return\nexcept* A: pass",
    "try: pass\nexcept* A:\n  for j in y:\n    break",
    "try: pass\nexcept* A:\n  for j in y:\n    return",
    "try: pass\nexcept* A:\n  def g(): return 1",
    "try: pass\nexcept* A: pass\nelse: return",
    "try: pass\nexcept* A: pass\nfinally: break",
    "try: pass\nexcept*: pass",
    "try: pass\nexcept* A: pass\nexcept B: pass",
    "try: pass\nexcept* A as b.c: pass",
)
for body in bodies:
    for head in heads:
        indent = " " * (head.count("\n"))
        source = head + "".join(indent + line + "\n" for line in body.split("\n"))
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
