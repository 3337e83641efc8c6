# Popen's user, group, extra_groups, umask, process_group and pipesize.
import fcntl
import os
import subprocess


def show(code):
    try:
        print(code, "->", repr(eval(code)))
    except Exception as error:
        print(code, "->", type(error).__name__ + ":", error, getattr(error, "filename", None))


def shell(script, **options):
    return subprocess.run(script, shell=True, capture_output=True, text=True, **options).stdout.split()


# Only the superuser can become somebody else.
is_root = os.getuid() == 0
ids = "id -u; id -g; id -G"
print(shell(ids, user=1000, group=1001, extra_groups=[5, 7]) == ["1000", "1001", "1001", "5", "7"] if is_root else True)
print(shell(ids, user="nobody", group="root", extra_groups=[]) [1:] == ["0", "0"] if is_root else True)
print(shell("id -u", user=os.getuid()) == [str(os.getuid())], shell("id -g", group=os.getgid()) == [str(os.getgid())])
print(shell("umask", umask=0o077), shell("umask", umask=0o22))
leader = "read line < /proc/self/stat; set -- $line; [ $1 = $5 ] && echo leader || echo member"
print(shell(leader, process_group=0), shell(leader), shell(leader, start_new_session=True))
with subprocess.Popen("true", stdout=subprocess.PIPE, pipesize=8192) as process:
    print(fcntl.fcntl(process.stdout, fcntl.F_GETPIPE_SZ), process.pipesize)
for code in (
    "subprocess.run('')", "subprocess.run([''])", "subprocess.run('true', executable='')", "subprocess.run('', env={})", "subprocess.run('', env={'PATH': '/no/such'})",
    "subprocess.run('true', env=5)", "subprocess.run('true', env=[])", "subprocess.run('true', env='x')", "subprocess.run('true', env={1: 2})",
    "subprocess.run('true', timeout='x')", "subprocess.Popen('true').wait('x')", "subprocess.Popen('true').communicate(timeout='x')",
    "subprocess.run('true', user=5.5)", "subprocess.run('true', user='no such user')", "subprocess.run('true', user=-1)", "subprocess.run('true', user=2**40)",
    "subprocess.run('true', group=5.5)", "subprocess.run('true', group='no such group')", "subprocess.run('true', group=-1)", "subprocess.run('true', group=2**40)",
    "subprocess.run('true', extra_groups='x')", "subprocess.run('true', extra_groups=5)", "subprocess.run('true', extra_groups=[5.5])",
    "subprocess.run('true', extra_groups=['no such group'])", "subprocess.run('true', extra_groups=[-1])", "subprocess.run('true', extra_groups=[2**40])",
    "subprocess.run('true', process_group='x')", "subprocess.run('true', process_group=99999999)",
    "subprocess.run('true', start_new_session=True, process_group=99999999)", "subprocess.run('true', pipesize='x')", "subprocess.run('true', pipesize=5.0, stdout=-1)",
    "subprocess.run('true', pipesize=None).returncode", "subprocess.run('true', cwd='/no/such')", "subprocess.run('/no/such')", "subprocess.run('/etc/passwd')",
):
    show(code)
for code in (
    "subprocess.run('true', umask=2**31)", "subprocess.run('true', extra_groups=[0] * 65537)",
    # What means nobody in particular to the system.
    "subprocess.run('true', user=2**32 - 1, group=2**32 - 1).returncode if is_root else 0",
):
    show(code)

# A start that fails closes both ends of its pipes.
opened = os.dup(0)
for options in ({"pipesize": 2**31 - 1}, {"pipesize": 2**31 - 1, "stdout": -1}, {"stderr": 12345}):
    try:
        subprocess.Popen("true", stdin=-1, **options)
    except OSError:
        print("failed")
    other = os.dup(0)
    print(other - opened)
    os.close(other)
os.close(opened)
