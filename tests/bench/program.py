"""Programs in the sandbox, question to Run, beside the same text in this process' own CPython.

There with the engine's Value and with micrograd's: nothing is watched, checked or sent. A sum of products of
so many Values, one pass; a million turns of a loop.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from statistics import median
from time import perf_counter

from engine.language import Limits, run
from engine.program.running import sandbox

_GRAPH = """
from {package} import Value
xs = [Value(0.001 * i) for i in range({leaves})]
total = Value(0.0)
for a, b in zip(xs, xs[1:]):
    total = total + a * b
total.backward()
print(total.data, xs[0].grad)
"""
_LOOP = """
total = 0
for i in range(1_000_000):
    total += i
print(total)
"""
_LIMITS = Limits(max_seconds=60.0)


def _seconds(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        started = perf_counter()
        work()
        found.append(perf_counter() - started)
    return median(found)


def _natively(source: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "<bench>", "exec"), {"__name__": "__main__"})


def rows() -> list[dict[str, object]]:
    """Milliseconds, and how many times what the peer takes."""
    sandbox.native.make()
    found: list[dict[str, object]] = []
    for values in (30, 400, 4_000, 65_818):
        leaves = values // 3
        times = 9 if values < 10_000 else 3
        text = _GRAPH.format(package="engine", leaves=leaves)
        ours = _seconds(lambda text=text: run(text, _LIMITS), times)  # type: ignore[misc]
        for peer, package in (("CPython with the engine", "engine"), ("micrograd", "micrograd.engine")):
            if package != "engine" and values > 300:  # its topological sort calls itself, and so does not end
                continue
            other = _GRAPH.format(package=package, leaves=leaves)
            beside = _seconds(lambda other=other: _natively(other), times)  # type: ignore[misc]
            found.append(
                {
                    "name": f"program of {values:,} Values", "value": ours * 1e3, "unit": "ms",
                    "against": peer, "ratio": ours / beside,
                }
            )  # fmt: skip
    ours, beside = _seconds(lambda: run(_LOOP, _LIMITS), 3), _seconds(lambda: _natively(_LOOP), 3)
    found.append(
        {
            "name": "a million turns of a loop", "value": ours * 1e3, "unit": "ms", "against": "CPython",
            "ratio": ours / beside,
        }
    )  # fmt: skip
    return found
