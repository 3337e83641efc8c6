import _circular_a
print(_circular_a.done, _circular_a._circular_b.done)
