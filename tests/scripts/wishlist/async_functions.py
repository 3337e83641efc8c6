async def answer():
    return 42


async def main():
    return await answer() + 1


coroutine = main()
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)
