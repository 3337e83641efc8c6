import sys

sys.stdout.write("no newline at the end")
sys.stderr.write("to stderr first\n")
raise SystemError("last")
