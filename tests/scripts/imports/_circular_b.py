print("b starts")
import _circular_a
print("b sees a:", hasattr(_circular_a, "done"))
done = "b done"
