import time

time.sleep(0.05)
import _cross_b

name = "a"
