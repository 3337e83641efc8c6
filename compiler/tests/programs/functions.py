def plain(a, b=1, /, c=2, *args, d, e=3, **kwargs) -> int:
    """Doc.

    More.
    """
    return a


@first
@second(1)
def decorated(x: int, *y: str):
    return lambda z=x: z + 1


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)
