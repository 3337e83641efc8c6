print("importing")
import _bad_syntax
