import asyncio
async def work(name, pause):
    for i in range(2):
        await asyncio.sleep(pause)
        print(name, i)
    return name.upper()
async def ticks(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)
class Door:
    async def __aenter__(self): print("open"); return self
    async def __aexit__(self, *e): print("shut", e[0]); return True
async def main():
    print([i async for i in ticks(3)], [x async for x in ticks(4) if x % 2])
    async with Door():
        raise KeyError("x")
    print(await asyncio.gather(work("a", 0), work("b", 0)))
    queue = asyncio.Queue()
    async def put():
        for i in range(3): await queue.put(i)
    async def get(): return [await queue.get() for _ in range(3)]
    print((await asyncio.gather(put(), get()))[1])
    task = asyncio.create_task(work("late", 100)); task.cancel()
    try: await task
    except asyncio.CancelledError: print("cancelled")
    return 5
print(asyncio.run(main()))
