"""argparse: every action, nargs, groups, subcommands, help texts, and the errors with their usage lines."""

import argparse
import os
import sys

os.environ["COLUMNS"] = "80"
sys.stderr = sys.stdout


def attempt(parser, *lines):
    for line in lines:
        try:
            print(line, "->", parser.parse_args(line.split()))
        except SystemExit as end:
            print(line, "-> exit", end.code)


parser = argparse.ArgumentParser(prog="count", description="Count numbers in threads, to see what the lock does with them.",
                                 epilog="That is all.")
parser.add_argument("numbers", metavar="N", type=int, nargs="+", help="how far to count")
parser.add_argument("-t", "--threads", type=int, default=4, help="number of threads (default: %(default)s)")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--mode", choices=["fast", "slow"], default="fast", help="how to count; one of %(choices)s, of %(prog)s")
parser.add_argument("--quiet", "-q", action="store_true", help="a very long help text that has to be wrapped because it does not fit into a line of eighty characters at all")
parser.add_argument("--no-cache", dest="cache", action="store_false")
parser.add_argument("--ratio", type=float)
parser.add_argument("--a-very-long-option-name-that-does-not-fit", metavar="VALUE", help="help below it")
parser.add_argument("--hidden", help=argparse.SUPPRESS)
parser.add_argument("--version", action="version", version="%(prog)s 1.0")
parser.print_help()
attempt(parser, "1 2 3", "1 -t 8 -vv", "-v 1 --threads=2 2", "1 -t8 -vq", "--mode slow 7 --ra 0.5", "-q -- -1 5", "1 --no-cache",
        "", "x", "1 -t many", "1 --mode odd", "1 --nope", "1 -t", "1 --ver", "--version", "1 --ratio 1 --quiet=3", "1 -vx",
        "--help", "1 --v")
print(parser.parse_known_args(["1", "--other", "5", "-z"]))
print(parser.format_usage(), end="")

parser = argparse.ArgumentParser(prog="p")
parser.add_argument("src")
parser.add_argument("dst", nargs="?", default="out")
parser.add_argument("rest", nargs="*")
parser.add_argument("-a", action="append")
parser.add_argument("-e", action="extend", nargs="+", type=int)
parser.add_argument("-c", action="append_const", const=1, dest="consts")
parser.add_argument("-k", action="store_const", const="K")
parser.add_argument("-p", nargs=2, metavar=("X", "Y"))
parser.add_argument("-o", nargs="?", const="const", default="default")
parser.add_argument("-z", nargs="*")
parser.add_argument("--flag", action=argparse.BooleanOptionalAction, default=True, help="a flag")
parser.print_help()
attempt(parser, "in", "in to more and more", "in -a 1 -a 2 -e 1 2 -e 3 -c -c -k", "in -p 1 2", "in -p 1", "in -o", "in -o v", "-z 1 2 -k in",
        "in --no-flag", "in -e", "in -e x", "-5", "in -a -5", "in -ao", "in -z")

parser = argparse.ArgumentParser(prog="groups", add_help=False)
exclusive = parser.add_mutually_exclusive_group(required=True)
exclusive.add_argument("--on", action="store_true")
exclusive.add_argument("--off", action="store_true")
exclusive.add_argument("--level", type=int)
loose = parser.add_mutually_exclusive_group()
loose.add_argument("-x")
loose.add_argument("y", nargs="?")
group = parser.add_argument_group("output", "Where it goes.")
group.add_argument("--to", required=True, help="a file")
parser.print_help()
attempt(parser, "--on --to f", "--on --off --to f", "--to f", "--on", "--level 3 --to f -x 1 2", "--level 3 --to f 2")

parser = argparse.ArgumentParser(prog="git")
parser.add_argument("--dir", default=".")
commands = parser.add_subparsers(dest="command", title="commands", metavar="COMMAND", required=True, help="what to do")
clone = commands.add_parser("clone", help="copy a repository", aliases=["cp"], description="Copies.")
clone.add_argument("url")
clone.add_argument("--depth", type=int)
clone.set_defaults(run="run clone")
push = commands.add_parser("push", help="send")
push.add_argument("refs", nargs=argparse.REMAINDER)
parser.print_help()
clone.print_help()
attempt(parser, "clone here", "--dir d cp there --depth 3", "push a -b --c", "", "pull", "clone", "clone a b", "clone a --bad", "clone -h")

parser = argparse.ArgumentParser(prog="raw", formatter_class=argparse.RawTextHelpFormatter, description="one\n  two",
                                 usage="%(prog)s [anything]")
parser.add_argument("--a", help="first\n  second")
parser.print_help()
parser = argparse.ArgumentParser(prog="defaults", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
parser.add_argument("--n", type=int, default=3, help="number")
parser.add_argument("--s", default="x")
parser.add_argument("file", nargs="?", default="f", help="file")
parser.print_help()
parser = argparse.ArgumentParser(prog="types", formatter_class=argparse.MetavarTypeHelpFormatter)
parser.add_argument("--n", type=int)
parser.add_argument("file", type=str)
parser.print_help()

base = argparse.ArgumentParser(add_help=False)
base.add_argument("--common", default=1)
child = argparse.ArgumentParser(prog="child", parents=[base], argument_default=argparse.SUPPRESS, conflict_handler="resolve")
child.add_argument("--own")
child.add_argument("--common", type=int, help="again")
child.print_help()
attempt(child, "", "--own 1 --common 2")

parser = argparse.ArgumentParser(prog="t", exit_on_error=False, prefix_chars="-+")
parser.add_argument("+x", type=lambda text: int(text, 16))
parser.add_argument("-n", "--num", type=int, choices=range(3))
print(parser.parse_args(["+x", "ff", "-n2"]))
for line in (["-n", "9"], ["-n", "x"], ["+x", "zz"]):
    try:
        parser.parse_args(line)
    except argparse.ArgumentError as error:
        print(error)


def even(text):
    if int(text) % 2:
        raise argparse.ArgumentTypeError(f"{text} is odd")
    return int(text)


parser = argparse.ArgumentParser(prog="conv")
parser.add_argument("e", type=even)
parser.add_argument("--default", type=int, default="42")
attempt(parser, "2", "3", "x")
parser.set_defaults(extra="more")
print(parser.get_default("default"), parser.get_default("extra"), parser.parse_args(["4"]))

space = argparse.Namespace(a=1)
print(space, "a" in space, space == argparse.Namespace(a=1), vars(space), argparse.Namespace(**{"b-c": 2}))
parser = argparse.ArgumentParser(prog="into")
parser.add_argument("--b", default=2)
print(parser.parse_args([], space) is space, space)
print(repr(parser.add_argument("-i", "--int", type=int)))


class Loud(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        print("called with", values, option_string)
        setattr(namespace, self.dest, values.upper())


parser = argparse.ArgumentParser(prog="own")
parser.add_argument("--loud", action=Loud)
parser.add_argument("word", action=Loud)
attempt(parser, "--loud x y")

parser = argparse.ArgumentParser(prog="mixed")
parser.add_argument("--foo")
parser.add_argument("cmd")
parser.add_argument("rest", nargs="*", type=int)
print(parser.parse_intermixed_args("doit 1 --foo bar 2 3".split()))
attempt(parser, "doit 1 --foo bar 2 3")

parser = argparse.ArgumentParser(prog="wrong")
parser.add_argument("--x")
for call in (lambda: parser.add_argument("--x"), lambda: parser.add_argument("a", required=True),
             lambda: parser.add_argument("--y", action="odd"), lambda: parser.add_argument("--y", type="int"),
             lambda: parser.add_argument("--y", nargs=0), lambda: parser.add_argument("--y", const=1),
             lambda: parser.add_argument("a", dest="b"), lambda: parser.add_argument("--y", nargs=2, metavar=("A",)),
             lambda: parser.add_argument("--"), lambda: parser.add_argument("x", "-y"),
             lambda: argparse.ArgumentParser(conflict_handler="odd"),
             lambda: parser.add_mutually_exclusive_group().add_argument("--y", required=True)):
    try:
        call()
    except (argparse.ArgumentError, ValueError, TypeError) as error:
        print(type(error).__name__, error)

parser = argparse.ArgumentParser(prog="a-program-with-a-long-name")
for number in range(8):
    parser.add_argument(f"--option-{number}", type=int)
parser.add_argument("positional_one")
parser.add_argument("positional_two", nargs="+")
parser.print_usage()
parser = argparse.ArgumentParser(prog="file", fromfile_prefix_chars="@")
parser.add_argument("--in", dest="source", type=argparse.FileType("r"))
attempt(parser, "--in /no/such/file", "@/no/such/args")
print(parser.parse_args(["--in", "-"]).source is sys.stdin, argparse.FileType("w", encoding="utf-8"))
parser = argparse.ArgumentParser()
print(parser.prog)
