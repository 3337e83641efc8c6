# Layout of source text: line joining, comments, blank lines, odd indentation.
x = (1 +
     2 +   # a comment inside
     3)

print(x)
y = [
    1,

    2,
# a comment at the margin
    3,
]
print(y)
z = 1 + \
    2
print(z)
if x == 6:
        print("eight spaces")
if x == 6:
 print("one space")
 if y:
   print("three")
 print("back to one")
if x:
	print("a tab")
def f(): return 1; print("never")
print(f())
class A: x = 1; y = 2
print(A.x, A.y)
if True:
    pass
    # comment deeper or shallower than the block
  # like this
# or this
    print("still in the block")
s = """text with # no comment
and "quotes" inside \
joined"""; print(s)
d = {
    "key": "value",
    "other": [
        1, 2,
    ],
}
print(d)
print("a", "b",
      sep="-",
      )
for i in range(2):

    print(i)

    # trailing comment

print("done"); 
if (
    x > 1
    and y
):
    print("paren condition")
assert (
    x
), "message"
while False: pass
try: print("one line try")
finally: print("one line finally")
lambda_value = lambda a, b = 1: (
    a + b
)
print(lambda_value(1))
print([1,2,3][ 1 ], d [ "key" ], f ( ))
