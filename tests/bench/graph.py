"""From the question to the folded answer, beside micrograd doing only the same forward and backward pass.

The server runs in a process of its own and every question is new to it, so nothing is remembered; every
second row asks again with another group open. The contenders take turns; told are medians. micrograd's
garbage collector runs as seldom as it may, see `engine.py`; the server keeps its own.
"""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any

import httpx
from micrograd.nn import MLP

from tests.bench.server import serving

Row = dict[str, Any]

SIZES = ((30, 2, [1], 2, 40), (400, 3, [4, 4, 1], 4, 30), (4_000, 4, [8, 8, 1], 14, 12))
"""About how many Values, the network, the samples, and how many rounds are measured."""
DEMO = (65_000, 2, [16, 16, 1], 100, 5)

PROGRAM = """# {number}
import random
from micrograd.nn import MLP
random.seed(1337)
model = MLP({inputs}, {layers})
xs = [[random.uniform(-1, 1) for _ in range({inputs})] for _ in range({samples})]
scores = [model(x) for x in xs]
losses = [(1 + -score).relu() for score in scores]
loss = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum((p*p for p in model.parameters()))
loss.backward()
"""


def same_with_micrograd(inputs: int, layers: list[int], samples: int) -> float:
    """The program without the program."""
    random.seed(1337)
    model = MLP(inputs, layers)
    xs = [[random.uniform(-1, 1) for _ in range(inputs)] for _ in range(samples)]
    scores = [model(x) for x in xs]
    losses = [(1 + -score).relu() for score in scores]
    loss = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in model.parameters())
    loss.backward()
    return float(loss.data)


def rows() -> list[Row]:
    """A row a size: milliseconds from the question to the answer, and how many times micrograd's that is."""
    threshold, depth = gc.get_threshold(), sys.getrecursionlimit()
    gc.set_threshold(100_000, 50, 50)
    sys.setrecursionlimit(max(depth, 20_000))
    try:
        with serving(b"{}") as port, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            return [row for size in (*SIZES, DEMO) for row in _rows(client, *size)]
    finally:
        gc.set_threshold(*threshold)
        sys.setrecursionlimit(depth)


def _rows(
    client: httpx.Client, about: int, inputs: int, layers: list[int], samples: int, rounds: int
) -> list[Row]:
    numbers = count()

    def source() -> str:
        return PROGRAM.format(number=next(numbers), inputs=inputs, layers=layers, samples=samples)

    def ask(text: str, open_: list[str] | str) -> dict[str, Any]:
        response = client.post("/api/graph", json={"source": text, "open": open_})
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        return answer

    first = ask(source(), "auto")
    values = first["folded"]["values"]
    loss = first["nodes"][first["root"]]["data"]
    assert abs(loss - same_with_micrograd(inputs, layers, samples)) < 1e-9, "both must compute the same"
    known = source()
    paths = [node["group"]["path"] for node in ask(known, "auto")["nodes"] if node["group"]] or ["none"]
    opened = count()
    new, again, bare = _alternate(
        rounds,
        lambda: ask(source(), "auto"),
        lambda: ask(known, [paths[next(opened) % len(paths)]]),
        lambda: same_with_micrograd(inputs, layers, samples),
    )
    against = f"micrograd alone: {bare * 1e3:,.3g} ms"
    return [
        {"name": name, "value": time * 1e3, "unit": "ms", "against": against, "ratio": time / bare}
        for name, time in (
            (f"question to folded answer, {values:,} Values (about {about:,})", new),
            ("    the same program again, one more group open", again),
        )
    ]


def _alternate(rounds: int, *contenders: Callable[[], object]) -> list[float]:
    times: list[list[float]] = [[] for _ in contenders]
    for _ in range(rounds):
        for contender, found in zip(contenders, times, strict=True):
            start = perf_counter()
            contender()
            found.append(perf_counter() - start)
    return [median(found) for found in times]


if __name__ == "__main__":
    for row in rows():
        print(f"{row['name']:<60} {row['value']:>9.3g} {row['unit']}  {row['against']}  x {row['ratio']:.2f}")
