print("a starts")
import _circular_b
print("a continues")
done = "a done"
