"""Many trainings over many sockets at once: does memory stay flat, and does the HTTP interface still answer?

    python -m tests.bench.soak [--sockets 50] [--seconds 60]

Every socket trains the moons demo flat out, acknowledges its frames, and changes, seeks and starts over now
and then, as people do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.server import PROGRAM, serving

SOCKETS = 50
SECONDS = 60.0
CONFIG = {"steps": 1_000_000, "schedule_steps": 100_000, "learning_rate": 0.1}


@dataclass
class Soak:
    """What was seen: steps and frames of every socket, latencies in seconds, memory in bytes over time."""

    steps: list[int] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    seconds: float = 0.0


def soak(sockets: int, seconds: float) -> Soak:
    """Run it against a server in a process of its own."""
    seen = Soak()
    with serving_process() as (port, pid):
        with probing(port) as probe:
            time.sleep(min(5.0, seconds / 4))
            seen.idle = probe()
        with probing(port) as probe:
            asyncio.run(_everybody(port, pid, sockets, seconds, seen))
            seen.busy = probe()
    return seen


@contextmanager
def serving_process() -> Iterator[tuple[int, int]]:
    """The server's port and process."""
    with serving(b"{}") as port:
        yield port, _listener(port)


def _listener(port: int) -> int:
    """The process of this one's children that serves: the last one started."""
    children = Path(f"/proc/self/task/{multiprocessing.current_process().pid}/children")
    return int(children.read_text().split()[-1]) if children.exists() and port else 0


def resident(pid: int) -> int:
    """Memory in use, in bytes; 0 where /proc does not tell."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


async def _everybody(port: int, pid: int, sockets: int, seconds: float, seen: Soak) -> None:
    until = time.monotonic() + seconds
    begun = time.monotonic()
    people = [asyncio.create_task(_person(port, seed, until)) for seed in range(sockets)]
    while time.monotonic() < until:
        await asyncio.sleep(min(1.0, seconds / 10))
        seen.memory.append(resident(pid))
    for steps, frames in await asyncio.gather(*people):
        seen.steps.append(steps)
        seen.frames.append(frames)
    seen.seconds = time.monotonic() - begun


async def _person(port: int, seed: int, until: float) -> tuple[int, int]:
    """Steps made and frames seen."""
    moods = random.Random(seed)
    steps, frames, last = 0, 0, 0
    async with connect(f"ws://127.0.0.1:{port}/ws/train", max_size=None, compression=None) as socket:
        await _say(socket, "start", config={**CONFIG, "seed": seed})
        await _say(socket, "play")
        while (left := until - time.monotonic()) > 0:
            try:
                message = await asyncio.wait_for(socket.recv(), left)
            except TimeoutError:
                break
            if isinstance(message, str):
                told = orjson.loads(message)
                if told["type"] in {"error", "diverged"}:
                    raise RuntimeError(message)
                continue
            header = orjson.loads(message[4 : 4 + int.from_bytes(message[:4], "little")])
            frames += 1
            steps += max(0, header["step"] - last)
            last = header["step"]
            await _say(socket, "ack", frame=header["frame"])
            mood = moods.random()
            if mood < 0.01:
                await _say(socket, "set", learning_rate=moods.uniform(0.01, 0.2))
            elif mood < 0.02:
                await _say(socket, "seek", step=moods.randrange(last + 1))
                await _say(socket, "play")
            elif mood < 0.025:
                await _say(socket, "start", config={**CONFIG, "seed": seed})
                await _say(socket, "play")
    return steps, frames


async def _say(socket: ClientConnection, kind: str, **fields: object) -> None:
    await socket.send(json.dumps({"type": kind, **fields}))


# --- somebody else, who asks for graphs -----------------------------------------------------------


@contextmanager
def probing(port: int) -> Iterator[Callable[[], list[float]]]:
    """Asks for a graph every 20 ms from a process of its own. The value, called, ends it: the latencies."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_probe, args=(theirs, port), daemon=True)
    process.start()
    assert ours.recv() == "ready"

    def latencies() -> list[float]:
        ours.send("stop")
        return list(ours.recv())

    yield latencies
    process.join(10)


def _probe(pipe: Connection, port: int) -> None:
    latencies: list[float] = []
    url = f"http://127.0.0.1:{port}/api/graph"
    with httpx.Client(timeout=60) as client:
        pipe.send("ready")
        while not pipe.poll(0.02):
            begun = time.perf_counter()
            answer = client.post(url, json={"source": PROGRAM.format(x1=1 + len(latencies) / 4096)})
            latencies.append(time.perf_counter() - begun)
            answer.raise_for_status()
    pipe.send(latencies)


def percentile(numbers: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * share))] * 1e3


def rows(sockets: int = SOCKETS, seconds: float = SECONDS) -> list[dict[str, object]]:
    """Rows for the table."""
    seen = soak(sockets, seconds)
    quarter = max(1, len(seen.memory) // 4)
    before, after = statistics.median(seen.memory[:quarter]), statistics.median(seen.memory[-quarter:])
    busy, idle = percentile(seen.busy, 0.99), percentile(seen.idle, 0.99)
    rate = sum(seen.steps) / seen.seconds
    name = f"{sockets} trainings for {seconds:.0f} s"
    return [
        _row(
            f"{name}, all together",
            rate,
            "steps/s",
            "the slowest one's share",
            min(seen.steps) * sockets,
            rate * seen.seconds,
        ),
        _row("    frames sent", sum(seen.frames) / seen.seconds, "frames/s", "the same", 1, 1),
        _row(
            "    memory, last quarter",
            after / 1e6,
            "MB",
            f"first quarter: {before / 1e6:,.0f}",
            after,
            before,
        ),
        _row("    POST /api/graph meanwhile, p99", busy, "ms", f"alone: {idle:.3g}", busy, idle),
    ]


def _row(name: str, value: float, unit: str, against: str, mine: float, peer: float) -> dict[str, object]:
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "against": against,
        "ratio": mine / peer if peer else None,
    }


def main() -> None:
    from tests.bench.__main__ import print_table

    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description="Many trainings at once.")
    parser.add_argument("--sockets", type=int, default=SOCKETS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    arguments = parser.parse_args()
    print_table(rows(arguments.sockets, arguments.seconds))


if __name__ == "__main__":
    main()
