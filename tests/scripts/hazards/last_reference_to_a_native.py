# A native function whose only reference is the call itself.
import math

for name in ["sqrt", "floor", "ceil"]:
    print(vars(math).pop(name)(6.25))
print(hasattr(math, "sqrt"))
