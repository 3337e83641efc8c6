# Every kind of statement and expression of Python 3.14, for parsing only.
"""Docstring with a \N{BULLET}."""
from __future__ import annotations
import a.b.c as d, e
from . import f
from ...g.h import (i as j, k,)
from m import *

type Pair[T: int = str, *Ts = *tuple[int], **P = [int]] = tuple[T, *Ts]


@decorator.with_(arguments := 1)
class C[T](Base, *bases, metaclass=Meta, **keywords):
    x: int = 1
    (y): str
    z.w[0]: list[int] = []

    async def method(self, p, /, q: int = 2, *args: *Ts, r, s=None, **kwargs: dict) -> None:
        global g1, g2
        async with a as b, c as (d, *e): await f()
        async for x, in y:
            yield x
        else:
            yield
        return [i async for i in aiter() if await i]

    def generator(self):
        nonlocal n
        x = yield from other()
        y = yield 1, *rest
        del x, (y[0], z.a), [w]


def function(a, b=1, *, c): return lambda x, /, *y, z=1, **w: (x, y, z, w)


for i, (j, *k) in enumerate(items), *more:
    if i < j <= 10 != k is not None and not (i in k) or j not in k: continue
    elif (n := len(k)) > 1:
        break
    elif ...: pass
    else:
        i += 1; j -= 2; k *= 3; l @= m; l /= 4; l //= 5; l %= 6; l **= 7; l <<= 8; l >>= 9; l &= 1; l |= 2; l ^= 3
else:
    pass
while True:
    x = y = z, *w = -1 ** ~2 + 3 * (4 - 5) // 6 % 7 / 8 @ 9 << 10 >> 11 & 12 ^ 13 | 14
try:
    raise ValueError("text") from None
except (A, B) as error:
    raise
except C, D:
    assert x, "message"
except:
    pass
else:
    pass
finally:
    pass
try:
    pass
except* E as group:
    pass
with (open("a") as f, open("b")):
    pass
with (yield): pass
match command.split(), x:
    case [], None | True | False: pass
    case ["go", direction] | [direction, *_] as whole if direction: pass
    case {"key": -1 + 2j, a.b: [*rest], **others}: pass
    case Point(x=0, y=0.5) | Point(1, "a" "b", z=_): pass
    case (a.b.c), (1,), *_: pass
    case _: pass
match = case = type = _ = 1
match(x)
print(f"{x!r:>{width}.{precision}} {y = } {{}} {f'{nested!s}'} {d["key"]:%Y-%m-%d}" "tail" rf'\d{z}', end="")
text = b"bytes\x00" rb"\d", 'it''s', u"unicode", """triple
lines""", t"template {x}"
numbers = 0, 0x_ff, 0b1_0, 0o17, 1_000, 1.5e-3, .5, 5., 1e5j, 123456789012345678901234567890
displays = [], (), {}, [1, *a], (1,), {1, 2, *b}, {"k": 1, **c}, {k: v for k, v in d if k if v}, {x for x in y}
subscripts = a[0], a[1:2], a[::3], a[1:2, ..., None], a[*b], a[x := 1], a[:,]
calls = f(), f(x for x in y), f(1, *a, k=2, *b, **c), f(g)(h)[i].j, await_ if cond else other
