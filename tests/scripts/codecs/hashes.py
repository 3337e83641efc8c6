# Digests of all algorithms, in pieces and at once, and in threads.
import hashlib
import hmac
import threading

for name in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(name, b"first ")
    h.update(b"second")
    length = (20,) if name.startswith("shake") else ()
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest(*length))
    copy = h.copy()
    copy.update(b"x" * 5000)
    print(copy.hexdigest(*length)[:16], h.hexdigest(*length)[:16], getattr(hashlib, name)(b"first second").digest(*length)[:4])
print(hashlib.sha256().hexdigest(), hashlib.md5(b"x" * 100000).hexdigest(), hashlib.sha1(bytearray(b"y")).hexdigest())
print(hashlib.blake2b(b"x", digest_size=16).hexdigest(), hashlib.blake2s(b"x", digest_size=4).hexdigest())
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.new(b"k" * 200, b"m", hashlib.md5).hexdigest())
print(hmac.digest(b"key", b"msg", "sha1").hex(), hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 3, 20).hex())

shared = hashlib.sha256()
threads = [threading.Thread(target=lambda: [shared.update(b"z" * size) for size in (10, 5000, 100, 3000)]) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(shared.hexdigest() == hashlib.sha256(b"z" * 8110 * 4).hexdigest())


def attempt(text):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)


for text in """hashlib.new('nope')
hashlib.sha256('text')
hashlib.sha256(5)
hmac.new(b'k', b'm')
hmac.new('k', b'm', 'md5')
hashlib.blake2b(digest_size=65)""".splitlines():
    attempt(text)
