# Programs run to their end: output, input, codes, errors.
import os
import subprocess
import sys

result = subprocess.run(["echo", "hello", "two words"], capture_output=True, text=True)
print(result, result.stdout)
print(subprocess.run("echo out; echo err >&2; exit 3", shell=True, capture_output=True))
print(subprocess.run(["cat"], input=b"through a pipe", stdout=subprocess.PIPE).stdout)
print(subprocess.run(["cat"], input="grüße\n", stdout=subprocess.PIPE, text=True))
print(subprocess.run(["sh", "-c", "echo $VAR; pwd"], env={"VAR": "value", "PATH": os.environ["PATH"]}, cwd="/", text=True,
                     capture_output=True).stdout)
print(subprocess.run(["sh", "-c", "echo both; echo err >&2"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout)
print(subprocess.call(["true"]), subprocess.call(["false"]), subprocess.check_call(["true"]))
print(subprocess.check_output(["printf", "%s-%s", "a", "b"]))
print(subprocess.getoutput("echo one; echo two"), subprocess.getstatusoutput("exit 4"))
print(subprocess.run(["echo", "nothing seen"], stdout=subprocess.DEVNULL))
print(subprocess.run(["sh", "-c", "kill -9 $$"]).returncode)
print(subprocess.run("x", executable="/bin/echo", stdout=subprocess.PIPE).stdout)
os.environ["GILVM_TEST"] = "from os.environ"
print(subprocess.check_output("echo $GILVM_TEST", shell=True, text=True))
print(os.system("exit 5"), os.popen("echo popen").read(), end="")
sys.stdout.flush()
subprocess.run(["echo", "direct"])


def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


for text in """subprocess.run(['no-such-program'])
subprocess.run('no such program')
subprocess.run(['/etc/passwd'])
subprocess.run(['true'], cwd='/no/such/folder')
subprocess.run([])
subprocess.run(['false'], check=True)
subprocess.run(['sh', '-c', 'echo out; exit 7'], check=True, capture_output=True)
subprocess.check_output('exit 1', shell=True)
subprocess.run(['true'], input=b'', stdin=subprocess.PIPE)
subprocess.run(['true'], capture_output=True, stdout=subprocess.PIPE)
subprocess.Popen(['true'], stdout=subprocess.STDOUT)
subprocess.Popen(['true'], bufsize='x')
subprocess.run(['true', 5])
subprocess.run(['sleep', '30'], capture_output=True, timeout=0.05)
subprocess.check_output(['sleep', '30'], timeout=0.05)
subprocess.list2cmdline(['a b', 'c"d', '', 'e\\\\'])""".splitlines():
    attempt(text)
try:
    subprocess.run("echo partial; exec sleep 30", shell=True, stdout=subprocess.PIPE, timeout=0.3)
except subprocess.TimeoutExpired as error:
    print(error.cmd, error.timeout, error.output, error.stdout, error.stderr)
try:
    subprocess.check_output(["sh", "-c", "echo out; exit 2"])
except subprocess.CalledProcessError as error:
    print(error.returncode, error.output, error.cmd)
