"""The backward passes of a run: of every one its root's data and place, of one the whole graph.

A run is deterministic, so any other pass can be had by another run that keeps that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from engine.backward import visit
from engine.graph import topological_order
from engine.program.guest.bounds import TooMany
from engine.program.guest.watching import Place, Watched, program_place, watch
from engine.value import Value

_CHUNK: Final = 4_096


class Passes:
    """What is kept of the passes of one run."""

    def __init__(self) -> None:
        self.begin(None, 1_000)

    def begin(self, wanted: int | None, most: int) -> None:
        """Forget the last run. `wanted`: the pass to keep; None: the last one."""
        self.wanted, self.most = wanted, most
        self.places: list[Place] = []
        self.losses: list[float] = []
        self.seeds: list[float] = []
        self.roots: list[int] = []
        self.kept: Kept | None = None

    def run(self, root: Value) -> None:
        """`root.backward()`: the engine's own pass, and what is remembered of it."""
        assert isinstance(root, Watched)
        watch.tick()
        index = len(self.losses)
        if index >= self.most:
            raise TooManyPasses
        self.places.append(program_place())
        self.losses.append(root.data)
        self.seeds.append(root.grad)
        self.roots.append(root.number)
        order = topological_order(root)
        if len(order) > watch.most:
            raise TooMany
        if self.wanted is None or self.wanted == index:
            self.kept = Kept(index, order, root)
        root.grad = 1.0
        ops = [value for value in reversed(order) if value.op is not None]
        for start in range(0, len(ops), _CHUNK):
            visit(ops[start : start + _CHUNK])
            watch.tick()


class TooManyPasses(TooMany):
    """The program ran more backward passes than it may."""


class Kept:
    """The graph of one pass: its Values in topological order, and what they held when the pass began."""

    def __init__(self, index: int | None, order: Sequence[Any], root: Value | None) -> None:
        self.index = index
        self.order = list(order)
        self.root = root
        self.data = [value.data for value in order]
        self.before = [value.grad for value in order]

    def add_all(self, values: Sequence[Any]) -> None:
        """Show these too, as they are now; all in the order of creation."""
        known = set(map(id, self.order))
        rows = list(zip(self.order, self.data, self.before, strict=True))
        rows += [(value, value.data, value.grad) for value in values if id(value) not in known]
        rows.sort(key=lambda row: row[0].number)
        self.order, self.data, self.before = (
            (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
        )


passes: Final = Passes()


def run(root: Value) -> None:
    """What `root.backward()` is in the sandbox."""
    passes.run(root)
