# pwd and grp: users and groups. Which there are is the machine's affair, apart from the first.
import grp
import pwd


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error)


root = pwd.getpwnam("root")
print(root.pw_name, root.pw_uid, root.pw_gid, root[2:4], len(root), type(root), root == pwd.getpwuid(0))
wheel = grp.getgrgid(0)
print(wheel.gr_gid, wheel[2], len(wheel), type(wheel), type(wheel.gr_mem), wheel == grp.getgrnam(wheel.gr_name))
print(root in pwd.getpwall(), wheel in grp.getgrall())
print(pwd.struct_passwd(range(7)), grp.struct_group("abcd"))
for code in (
    "pwd.getpwnam('no such user')", "pwd.getpwuid(987654321)", "pwd.getpwuid(-1)", "pwd.getpwuid(-2)", "pwd.getpwuid(2**32)", "pwd.getpwuid(2**70)",
    "pwd.getpwuid('x')", "pwd.getpwuid(1.5)", "pwd.getpwnam(5)", "pwd.getpwnam('a\\0b')", "pwd.getpwuid()", "pwd.getpwuid(uid=0)",
    "grp.getgrnam('no such group')", "grp.getgrgid(987654321)", "grp.getgrgid(-1)", "grp.getgrgid(-2)", "grp.getgrgid(2**40)", "grp.getgrgid('x')",
    "grp.getgrgid()", "grp.getgrgid(id=0).gr_gid", "grp.getgrnam(5)", "pwd.struct_passwd(range(6))",
):
    show(code)
