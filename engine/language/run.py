"""What running a program leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from engine.language.builder import Origin
from engine.language.errors import Note, Span
from engine.language.timeline import Event, Pass, Timeline
from engine.value import Value

__all__ = ["Item", "Pass", "Run", "Series"]


class Series(NamedTuple):
    """One curve or cloud of a plot."""

    kind: Literal["line", "scatter"]
    xs: list[float]
    ys: list[float]
    label: str = ""


@dataclass(slots=True)
class Item:
    """Something in the output panel: text, a plot, or the drawing of a Value's graph."""

    kind: Literal["text", "plot", "graph"]
    text: str = ""
    series: list[Series] = field(default_factory=list)
    root: Value | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has been run. `values` are in order of creation; a Value's place there is its id."""

    values: list[Value]
    origins: dict[Value, Origin]
    root: Value | None
    timeline: Timeline
    output: str
    notes: list[Note]
    items: list[Item] = field(default_factory=list)

    @property
    def passes(self) -> list[Pass]:
        return self.timeline.passes

    @property
    def events(self) -> Iterator[Event]:
        """The run as one row of events, in order."""
        return self.timeline.events()
