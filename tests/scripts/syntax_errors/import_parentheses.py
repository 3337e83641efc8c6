from math import (sqrt, pi
