# Temporary files and folders; copying, moving, removing.
import os
import shutil
import tempfile

with tempfile.NamedTemporaryFile() as file:
    print(file.write(b"data"), os.path.exists(file.name), os.path.basename(file.name).startswith("tmp"), oct(os.stat(file.name).st_mode & 0o777))
    file.flush()
    file.seek(0)
    print(file.read(), open(file.name, "rb").read())
print(os.path.exists(file.name), file.closed)
with tempfile.NamedTemporaryFile("w", suffix=".txt", prefix="gilvm-", delete=False) as file:
    file.write("kept")
print(os.path.exists(file.name), file.name.endswith(".txt"), open(file.name).read())
os.unlink(file.name)
with tempfile.TemporaryFile("w+") as file:
    file.write("one\ntwo\n")
    file.seek(0)
    print(file.readlines())
with tempfile.TemporaryDirectory() as folder:
    print(os.listdir(folder), os.path.isdir(folder))
    os.makedirs(folder + "/deep/er")
    open(folder + "/deep/er/file", "w").close()
print(os.path.exists(folder))
fd, name = tempfile.mkstemp(dir=tempfile.gettempdir())
os.write(fd, b"x")
os.close(fd)
os.remove(name)
with tempfile.SpooledTemporaryFile(max_size=10) as file:
    file.write(b"short")
    before = file._rolled
    file.write(b"and now long")
    file.seek(0)
    print(before, file._rolled, file.read())
print(tempfile.gettempprefix(), os.path.isdir(tempfile.gettempdir()))

root = tempfile.mkdtemp()
os.chdir(root)
with open("one", "w") as file:
    file.write("content")
os.chmod("one", 0o755)
print(shutil.copy("one", "two"), oct(os.stat("two").st_mode & 0o777), shutil.copyfile("one", "three"), open("three").read())
os.mkdir("folder")
print(shutil.copy2("one", "folder"), os.stat("one").st_mtime == os.stat("folder/one").st_mtime)
os.makedirs("folder/sub")
os.symlink("one", "folder/link")
open("folder/skip.pyc", "w").close()
print(shutil.copytree("folder", "tree", symlinks=True, ignore=shutil.ignore_patterns("*.pyc")), sorted(os.listdir("tree")), os.path.islink("tree/link"))
print(shutil.move("two", "folder"), shutil.move("three", "renamed"), os.path.exists("two"), shutil.move("tree", "folder"))
print(sorted(os.listdir("folder")), shutil.which("sh") is not None, shutil.which("no-such-command"))


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, str(error).replace(root, "ROOT"))


for text in """shutil.copyfile('one', 'one')
shutil.copy('nope', 'x')
shutil.move('one', 'folder')
shutil.copytree('folder', 'folder2'), shutil.copytree('folder', 'folder2')
shutil.rmtree('nope')
shutil.rmtree('nope', ignore_errors=True)
shutil.rmtree('one')
shutil.rmtree('folder')
os.path.exists('folder')
shutil.get_terminal_size((10, 5))[1] > 0""".splitlines():
    attempt(text)
os.chdir("/")
shutil.rmtree(root)
