import os
from os.path import join, basename

print(join("a", "b"), join("a/", "b"), join("a", "/b"), join("a", ""), join("", "b"), join("a", "b", "c.txt"))
print(basename("/x/y.txt"), basename("/x/"), os.path.dirname("/x/y.txt"), os.path.dirname("y"), os.path.split("/a/b"), os.path.splitext("a/b.tar.gz"), os.path.splitext(".bashrc"), os.path.splitext("noext"))
print(os.path.isabs("/a"), os.path.isabs("a"), os.path.normpath("a//b/./../c"), os.path.normpath(""), os.path.normpath("/../x"), os.path.abspath("/a/../b"))
print(os.path.exists("/"), os.path.exists("/no/such/path"), os.path.isdir("/"), os.path.isfile("/"), os.path.isfile(__file__), os.path.exists(__file__))
print(os.path.commonprefix(["abc", "abd"]), os.path.relpath("/a/b/c", "/a/d"), os.path.expanduser("plain"))
print(basename(__file__), os.path.basename(os.path.dirname(os.path.abspath(__file__))), os.path.sep)
try:
    join("a", 5)
except TypeError as e:
    print(e)
