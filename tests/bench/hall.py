"""A lecture hall: pages that send a changed text once a second, to a server on this machine.

    python -m tests.bench.hall [--pages 300] [--seconds 10] [--workers 1]

Each page is one connection that asks, waits for the answer, and asks again a second after it asked before; a
page that is told to come again does so, as the real one does. Nothing leaves this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

FORMULA = """x1 = {x}
x2 = 0.5
w1 = -3.0
w2 = 1.0
b = 6.88
n = x1*w1 + x2*w2 + b
o = tanh(n)
"""
TINY = """def f(x):
    return x*x + {x}
a = Value(2.0)
b = f(a)
b.backward()
print(b.data, a.grad)
"""
MLP = """from micrograd.nn import MLP
n = MLP(3, [4, 4, 1])
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, {x}]
for k in range(20):
    loss = sum((n(x) - y)**2 for x, y in zip(xs, ys))
    n.zero_grad()
    loss.backward()
    for p in n.parameters():
        p.data -= 0.05 * p.grad
"""
KINDS = {"formulas": FORMULA, "tiny programs": TINY, "20-step MLPs": MLP}


@dataclass
class Heard:
    """What the pages were told: seconds until an answer, seconds until a polite no, and anything else."""

    answers: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


@contextmanager
def hall(workers: int = 1) -> Iterator[int]:
    """`livegrad` as anyone starts it; the value is its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "app", "--no-open", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_until_ready(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_ready(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if connection.recv(100).startswith(b"HTTP/1.1 200"):
                return
        time.sleep(0.2)
    raise RuntimeError("the server did not become ready")


async def sit(port: int, pages: dict[str, int], seconds: float, pause: float = 1.0) -> dict[str, Heard]:
    """So many pages of each kind, for a while."""
    heard = {kind: Heard() for kind in pages}
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(
            _page(port, KINDS[kind], f"{kind[:1]}{i}", heard[kind], until, pause)
            for kind, count in pages.items()
            for i in range(count)
        )
    )
    return heard


async def _page(port: int, text: str, name: str, heard: Heard, until: float, pause: float) -> None:
    await asyncio.sleep(random.random() * pause)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    changes = 0
    while (now := time.monotonic()) < until:
        changes += 1
        source = text.format(x=round(random.uniform(-1, 1), 6))
        body = json.dumps({"source": source, "pass": None, "open": "auto"}).encode()
        head = f"POST /api/graph HTTP/1.1\r\nHost: localhost\r\nX-Page: {name}\r\n"
        writer.write(
            f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )
        status, wait = await _answer(reader)
        took = time.monotonic() - now
        if status == 200:
            heard.answers.append(took)
        elif status == 503:
            heard.busy.append(took)
        else:
            heard.strange.append(f"status {status}")
        await asyncio.sleep(max(0.0, pause - took, wait * (1 + random.random() / 2)))
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, float]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    await reader.readexactly(int(fields["content-length"]))
    return int(head.split(" ", 2)[1]), float(fields.get("retry-after", 0))


def part(values: list[float], share: float) -> float:
    """The time that this share of all stays under, in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1e3 if values else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hall", description="A lecture hall.")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    rows = [{kind: given.pages} for kind in KINDS]
    rows.append({"20-step MLPs": given.pages, "formulas": 30})
    print(f"{'pages':34} {'answers/s':>9} {'p50 ms':>8} {'p99 ms':>8} {'busy/s':>8} {'p99 ms':>8}  strange")
    with hall(given.workers) as port:
        for pages in rows:
            for kind, told in asyncio.run(sit(port, pages, given.seconds)).items():
                beside = f" beside {sum(pages.values()) - pages[kind]}" if len(pages) > 1 else ""
                print(
                    f"{f'{pages[kind]} {kind}{beside}':34} {len(told.answers) / given.seconds:9.1f} "
                    f"{part(told.answers, 0.5):8.0f} {part(told.answers, 0.99):8.0f} "
                    f"{len(told.busy) / given.seconds:8.1f} {part(told.busy, 0.99):8.0f}  {len(told.strange)}"
                )


if __name__ == "__main__":
    main()
