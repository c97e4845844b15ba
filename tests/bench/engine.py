"""The engine's speed: Values against PyPI's micrograd, and the language against what it is made of.

`python -m tests.bench.engine` prints the rows. The contenders take turns, and what is told are medians, so a
noisy machine slows both alike; ratios are to be trusted more than times. The cyclic garbage collector runs as
seldom for both: by default it takes most of micrograd's time.
"""

import ast
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from statistics import median
from time import perf_counter
from typing import Any

import micrograd.engine

from engine import Value
from engine.language import LanguageError, Limits, run

Row = dict[str, Any]

PROGRAM = """\
x1 = 2.0
x2 = 0.0
w1 = -3.0
w2 = 1.0
b = 6.8813735870195432
x1w1 = x1*w1
x2w2 = x2*w2
s = x1w1 + x2w2
n = s + b
e = (2*n).relu()
o = (e - 1)/(e + 1)
p = (o*x1 + b).relu() - o**2
q = p*p + w1*w2*x1 - 3/x1
L = q + n
"""
NODES = 1_252  # in the chain that is built and differentiated


def rows(rounds: int = 40) -> list[Row]:
    """A row a measurement: `name`, `value` in `unit`, `against` what, and the `ratio`: above 1 is faster."""
    threshold, depth = gc.get_threshold(), sys.getrecursionlimit()
    gc.set_threshold(100_000, 50, 50)
    sys.setrecursionlimit(max(depth, 20_000))  # micrograd's order of nodes is recursive
    try:
        return [*_values(rounds), *_language(rounds)]
    finally:
        gc.set_threshold(*threshold)
        sys.setrecursionlimit(depth)


def _values(rounds: int) -> list[Row]:
    ours, theirs = Value, micrograd.engine.Value
    times: dict[Any, tuple[list[float], list[float]]] = {ours: ([], []), theirs: ([], [])}
    for _ in range(rounds):
        for kind, (build, backward) in times.items():
            start = perf_counter()
            root = _chain(kind)
            built = perf_counter()
            root.backward()
            done = perf_counter()
            del root
            build.append(built - start)
            backward.append(done - built)
    built, theirs_built = (median(times[kind][0]) / NODES * 1e9 for kind in (ours, theirs))
    back, theirs_back = (median(times[kind][1]) / NODES * 1e9 for kind in (ours, theirs))
    both, theirs_both = built + back, theirs_built + theirs_back
    return [
        _row("Value: build", built, "ns a node", "micrograd", theirs_built / built),
        _row("Value: backward", back, "ns a node", "micrograd", theirs_back / back),
        _row("Value: both", both, "ns a node", "micrograd", theirs_both / both),
    ]


def _language(rounds: int) -> list[Row]:
    parse, same = ast.parse, _same_program
    count = len(run(PROGRAM).values)

    def parts() -> None:
        parse(PROGRAM)
        same(micrograd.engine.Value)

    whole, bare = _alternate(rounds, lambda: run(PROGRAM), parts)
    name = f"language: a program of {count} Values"
    found = [_row(name, whole * 1e6, "us", "ast.parse and micrograd", bare / whole)]
    for name, source in (
        ("language: 20,000 characters of x+1+1+…, refused", "x" + "+1" * 9_999),
        ("language: more Values than allowed, refused", "y = x\n" + "y = y+1+1+1+1+1+1+1\n" * 900),
    ):
        taken, parsed = _alternate(max(rounds // 4, 3), lambda: _refused(source), lambda: _parsed(source))  # noqa: B023
        found.append(_row(name, taken * 1e3, "ms", "ast.parse", parsed / taken))
    return found


def _chain(kind: Any) -> Any:
    x = a = kind(0.5)
    b = kind(0.3)
    for _ in range(NODES // 5):
        x = (x * b + a).relu() + 0.1
    return x


def _same_program(kind: Any) -> None:
    x1, x2, w1, w2, b = kind(2.0), kind(0.0), kind(-3.0), kind(1.0), kind(6.8813735870195432)
    n = x1 * w1 + x2 * w2 + b
    e = (2 * n).relu()
    o = (e - 1) / (e + 1)
    p = (o * x1 + b).relu() - o**2
    (p * p + w1 * w2 * x1 - 3 / x1 + n).backward()


def _refused(source: str) -> None:
    with suppress(LanguageError):
        run(source, Limits(max_nodes=5_000))
        raise AssertionError("the program should have been refused")


def _parsed(source: str) -> None:
    with suppress(RecursionError):
        ast.parse(source)


def _alternate(rounds: int, *contenders: Callable[[], object]) -> list[float]:
    """The median time of each contender in seconds, taking turns."""
    times: list[list[float]] = [[] for _ in contenders]
    for _ in range(rounds):
        for contender, taken in zip(contenders, times, strict=True):
            start = perf_counter()
            contender()
            taken.append(perf_counter() - start)
    return [median(taken) for taken in times]


def _row(name: str, value: float, unit: str, against: str, ratio: float) -> Row:
    return {"name": name, "value": value, "unit": unit, "against": against, "ratio": ratio}


if __name__ == "__main__":
    for row in rows():
        print("{name:52} {value:9.1f} {unit:9} {ratio:6.2f} x {against}".format(**row))
