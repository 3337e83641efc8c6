# What lies in a buffer when a program becomes another is lost; what is in the file is not.
import os
import sys

sys.stdout.write("written\n")
sys.stdout.flush()
sys.stdout.write("lost\n")
os.execlpe("env", "env", "-i", "sh", "-c", "echo $ONLY; echo done", {"ONLY": "not seen", "PATH": os.environ["PATH"]})
