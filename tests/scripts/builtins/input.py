try:
    line = input()
    print("got", line)
except EOFError as e:
    print("EOFError:", e)
try:
    input("prompt> ")
except EOFError as e:
    print()
    print(repr(e))
import sys
print(repr(sys.stdin.readline()), repr(sys.stdin.read()))
