"""What a run did with its Values, in order: backward passes, writes to data and grad, prints.

Kept small: a backward pass keeps three numbers for each contribution, and what a Value held at an earlier
moment is found by going through the log, not by copies.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from engine.backward import Columns, Contribution, columns_of
from engine.language.errors import Span
from engine.value import Value

Event = tuple[str, int] | tuple[str, str] | tuple[str, int, float, float]
"""("value", id), ("pass", index), ("data" or "grad", id, before, after), ("print", text)."""


_LOOSE: Final = 1_000


class Entry(NamedTuple):
    """One line of the log. `made`: how many Values there were."""

    kind: Literal["pass", "data", "grad", "print"]
    made: int
    value: Value | None = None
    before: float = 0.0
    after: float = 0.0
    number: int = 0
    text: str = ""


class Terms:
    """The contributions of one pass, most of them 33 bytes each; going through them makes them anew."""

    def __init__(self) -> None:
        self._nodes: list[Value] = []
        self._slots = bytearray()
        self._numbers = array("d")
        self._loose: list[Contribution] = []  # the latest, as they are: packing them takes time

    def append(self, c: Contribution) -> None:
        self._loose.append(c)
        if len(self._loose) == _LOOSE:
            for node, slot, _, upstream, local, _, before, _ in self._loose:
                self._nodes.append(node)
                self._slots.append(slot)
                self._numbers.extend((upstream, local, before))
            self._loose.clear()

    def columns(self) -> Columns:
        """The same as columns, which is much faster for many."""
        columns = columns_of(self._loose)
        return Columns(
            self._nodes + columns.nodes, self._slots + columns.slots, self._numbers + columns.numbers
        )

    def __len__(self) -> int:
        return len(self._nodes) + len(self._loose)

    def __iter__(self) -> Iterator[Contribution]:
        numbers = iter(self._numbers)
        for node, slot, upstream, local, before in zip(
            self._nodes, self._slots, numbers, numbers, numbers, strict=True
        ):
            amount = upstream * local
            yield Contribution(
                node, slot, node.parents[slot], upstream, local, amount, before, before + amount
            )
        yield from self._loose


@dataclass(frozen=True, slots=True)
class Pass:
    """One backward pass: its root, and the call that ran it (None for the implicit one)."""

    index: int
    root: Value
    span: Span | None
    seed_before: float
    """The root's grad before the seed gradient 1 replaced it."""
    terms: Terms
    timeline: Timeline

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """Every contribution in order."""
        return tuple(self.terms)

    @property
    def grads(self) -> tuple[float, ...]:
        """The gradients of all Values that existed when the pass had run, by id."""
        return self.timeline.grads_after(self)

    @property
    def data(self) -> tuple[float, ...]:
        """The data of all Values at the time of the pass; later ones with the data they were made with."""
        return self.timeline.data_after(self)


@dataclass(slots=True)
class Timeline:
    """The log of one run over its Values, which are in order of creation."""

    values: Sequence[Value]
    log: list[Entry] = field(default_factory=list)
    passes: list[Pass] = field(default_factory=list)

    def add_pass(self, root: Value, span: Span | None, seed_before: float, terms: Terms) -> None:
        index = len(self.passes)
        self.passes.append(Pass(index, root, span, seed_before, terms, self))
        self.log.append(Entry("pass", len(self.values), number=index))

    def wrote(self, kind: Literal["data", "grad"], value: Value, before: float, after: float) -> None:
        self.log.append(Entry(kind, len(self.values), value, before, after))

    def printed(self, text: str) -> None:
        self.log.append(Entry("print", len(self.values), text=text))

    def grads_after(self, chosen: Pass) -> tuple[float, ...]:
        grads = dict.fromkeys(self.values, 0.0)
        for entry in self.log:
            if entry.kind == "grad" and entry.value is not None:
                grads[entry.value] = entry.after
            elif entry.kind == "pass":
                ran = self.passes[entry.number]
                grads[ran.root] = 1.0
                for c in ran.terms:
                    grads[c.parent] = c.after
                if ran is chosen:
                    return tuple(grads.values())[: entry.made]
        raise ValueError("this pass is not of this timeline")

    def data_after(self, chosen: Pass) -> tuple[float, ...]:
        data = {value: value.data for value in self.values}
        for entry in reversed(self.log):
            if entry.kind == "data" and entry.value is not None:
                data[entry.value] = entry.before
            elif entry.kind == "pass" and entry.number == chosen.index:
                break
        return tuple(data.values())

    def losses(self) -> list[float]:
        """The data of every pass's root at the time of the pass."""
        held = {ran.root: ran.root.data for ran in self.passes}
        found = [0.0] * len(self.passes)
        for entry in reversed(self.log):
            if entry.kind == "pass":
                found[entry.number] = held[self.passes[entry.number].root]
            elif entry.kind == "data" and entry.value in held:
                held[entry.value] = entry.before
        return found

    def events(self) -> Iterator[Event]:
        """The whole run as one row of events."""
        ids = {value: i for i, value in enumerate(self.values)}
        shown = 0
        for entry in self.log:
            yield from (("value", i) for i in range(shown, entry.made))
            shown = entry.made
            if entry.kind == "pass":
                yield "pass", entry.number
            elif entry.kind == "print":
                yield "print", entry.text
            elif entry.value is not None:
                yield entry.kind, ids[entry.value], entry.before, entry.after
        yield from (("value", i) for i in range(shown, len(self.values)))
