"""What running a program leaves behind."""

from __future__ import annotations

from dataclasses import dataclass

from engine.backward import Contribution
from engine.language.builder import Origin
from engine.language.errors import Note, Span
from engine.value import Value


@dataclass(frozen=True, slots=True)
class Pass:
    """One backward pass: its root, the call that ran it (None for the implicit one), every contribution in
    order, and the gradients of all Values that existed when it had run, by id."""

    index: int
    root: Value
    span: Span | None
    seed_before: float
    """The root's grad before the seed gradient 1 replaced it."""
    contributions: tuple[Contribution, ...]
    grads: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has been run. `values` are in order of creation; a Value's place there is its id."""

    values: list[Value]
    origins: dict[Value, Origin]
    root: Value
    passes: list[Pass]
    output: str
    notes: list[Note]
