# Talking to children, killing them, and children that die by themselves.
import subprocess
import threading

with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
    print(process.poll(), process.returncode)
    for line in ("one", "two"):
        process.stdin.write(line + "\n")
        process.stdin.flush()
        print(process.stdout.readline(), end="")
    print(repr(process).split(" args")[1])
print(process.returncode, process.stdin.closed)

process = subprocess.Popen(["sleep", "100"])
print(process.poll())
try:
    process.wait(0.01)
except subprocess.TimeoutExpired as error:
    print(error)
process.terminate()
print(process.wait())
process.kill()
print(process.poll(), process)

process = subprocess.Popen(["sleep", "100"])
process.kill()
print(process.wait(timeout=10))

# More than a pipe holds, in both directions at once.
process = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
data = bytes(range(256)) * 4000
out, err = process.communicate(data)
print(len(out), out == data, err, process.returncode)

# A child that does not read its input.
process = subprocess.Popen(["true"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(process.communicate(b"x" * 1_000_000))

process = subprocess.Popen(["sh", "-c", "echo first; read line; echo got $line"], stdin=subprocess.PIPE,
                           stdout=subprocess.PIPE, text=True)

print(process.communicate("input\n", timeout=10))
try:
    process.communicate("again")
except ValueError as error:
    print(error)

# Several threads wait for one child, and children run side by side.
process = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
codes = []
threads = [threading.Thread(target=lambda: codes.append(process.wait())) for _ in range(3)]
for thread in threads:
    thread.start()
process.stdin.close()
for thread in threads:
    thread.join()
print(codes)

reader = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
writer = subprocess.Popen(["echo", "chained"], stdout=reader.stdin)
reader.stdin.close()
print(reader.stdout.read(), writer.wait(), reader.wait())
reader.stdout.close()
