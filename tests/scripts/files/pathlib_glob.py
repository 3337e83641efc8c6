# Paths as objects and patterns of paths.
import fnmatch
import glob
import os
import tempfile
from pathlib import Path, PurePath, PurePosixPath

for text in ["/usr/lib/python3.tar.gz", "a/b", "a//b/./c/../d", ".", "", "/", "..", ".hidden", "name.", "a.b.c", "//net/x", "dir/", "~"]:
    p = PurePosixPath(text)
    print(repr(p), str(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(map(str, p.parents)), p.is_absolute(), p.root)
p = PurePath("a") / "b" / PurePath("c.txt")
print(p, "x" / p, p / "/abs", p.with_name("d"), p.with_suffix(".py"), p.with_suffix(""), p.with_stem("new"), p.joinpath("e", "f"))
print(p == PurePath("a/b/c.txt"), p < PurePath("b"), hash(p) == hash(PurePath("a/b/c.txt")), os.fspath(p), sorted([PurePath("b"), PurePath("a")]))
print(p.relative_to("a"), p.is_relative_to("a/b"), p.is_relative_to("x"), p.match("*.txt"), p.match("b/*"), p.match("/*"), p.relative_to("a/x", walk_up=True))
print(PurePath("/a b").as_uri(), p.parents[0], len(p.parents), p.as_posix(), bytes(p), type(Path("x")).__name__)

root = Path(tempfile.mkdtemp())
(root / "sub" / "deep").mkdir(parents=True)
file = root / "sub" / "file.txt"
print(file.write_text("grüße\n"), file.read_text(), file.read_bytes(), file.write_bytes(b"abc"), file.stat().st_size)
(root / "x.py").touch()
(root / "sub" / "deep" / "y.py").touch()
(root / ".hidden").touch()
print(file.exists(), file.is_file(), root.is_dir(), (root / "nope").exists(), file.parent == root / "sub")


def shown(paths):
    return sorted(str(path.relative_to(root)) for path in paths)


print(shown(root.iterdir()), shown(root.glob("*.py")), shown(root.rglob("*.py")), shown(root.glob("**/*.txt")), shown(root.glob("s*/f?le.*")))
print([(str(d.relative_to(root)), sorted(n), sorted(f)) for d, n, f in root.walk()][1:])
print(shown([file.rename(root / "moved.txt")]), file.exists())
(root / "link").symlink_to("x.py")
print((root / "link").is_symlink(), (root / "link").readlink(), (root / "link").resolve() == (root / "x.py").resolve())
with (root / "x.py").open("a") as out:
    out.write("line")
print((root / "x.py").read_text(), Path.cwd() == Path(os.getcwd()), Path("~").expanduser() == Path.home(), (root / "x.py").samefile(root / "link"))
os.chdir(root)
print(sorted(glob.glob("*")), sorted(glob.glob("**/*.py", recursive=True)), glob.glob("nope*"), sorted(glob.glob("sub/*")), glob.glob("x.[pq]y"))
print(sorted(glob.glob("*.py", root_dir="sub/deep")), glob.escape("a[b]*"), glob.has_magic("a*"), glob.glob(".h*"), sorted(glob.glob(str(root) + "/*.py")) == [str(root / "x.py")])
print(fnmatch.fnmatch("abc.txt", "*.txt"), fnmatch.filter(["a", "b", "ab"], "a*"), fnmatch.fnmatch("x5", "x[0-9]"), fnmatch.fnmatch("x5", "x[!0-9]"), fnmatch.fnmatch("", "*"))


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, str(error).replace(str(root), "ROOT"))


for text in """(root / 'nope').read_text()
(root / 'sub').mkdir()
(root / 'sub').mkdir(exist_ok=True)
(root / 'a' / 'b').mkdir()
(root / 'nope').unlink()
(root / 'nope').unlink(missing_ok=True)
(root / 'sub').rmdir()
(root / 'x.py').touch(exist_ok=False)
(root / 'x.py').write_text(5)
(root / 'nope').resolve(strict=True)
PurePath('a').relative_to('b')
PurePath('/').with_name('x')
PurePath('a').with_name('')
PurePath('a').with_suffix('x')
PurePath(5)
PurePath('a') / 5
PurePath('a').as_uri()""".splitlines():
    attempt(text)
import shutil
os.chdir("/")
shutil.rmtree(root)
