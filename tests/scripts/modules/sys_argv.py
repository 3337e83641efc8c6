import sys

print(len(sys.argv), sys.argv[1:])
print(sys.argv[0])
for i, a in enumerate(sys.argv[1:]):
    print(i, repr(a), a.isdigit())
