"""What running a program leaves behind: the graph of one of its passes, and what is known of the others."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from engine.backward import Columns, Contribution, columns_of
from engine.language.builder import Origin
from engine.language.errors import LanguageError, Note, Span
from engine.ops import Op
from engine.value import Value


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


class Terms:
    """The contributions of a pass, kept as columns: that takes a third of the memory."""

    __slots__ = ("_nodes", "_numbers", "_slots", "spans")

    def __init__(
        self, contributions: Iterable[Contribution] = (), spans: Sequence[Span | None] | None = None
    ) -> None:
        self.spans = spans
        """Of each the program's own line that wrote it; None where the engine did."""
        columns = columns_of(contributions)
        self._nodes, self._slots, self._numbers = columns.nodes, columns.slots, columns.numbers

    def columns(self) -> Columns:
        return Columns(self._nodes, self._slots, self._numbers)

    def __len__(self) -> int:
        return len(self._nodes)

    def __iter__(self) -> Iterator[Contribution]:
        numbers = iter(array("d", self._numbers))
        for node, slot, upstream, local, before, after in zip(
            self._nodes, self._slots, numbers, numbers, numbers, numbers, strict=True
        ):
            yield Contribution(
                node, slot, node.parents[slot], upstream, local, upstream * local, before, after
            )


@dataclass(frozen=True, slots=True)
class Pass:
    """One backward pass: the call that ran it (None for the implicit one), and what its root held."""

    index: int
    root: Value | None
    """None where the root is no Value of the pass that is shown."""
    span: Span | None
    seed_before: float
    """The root's grad before the seed gradient 1 replaced it."""
    data: float
    """The root's data at the time: in training, the loss."""


@dataclass(frozen=True, slots=True)
class OwnEngine:
    """The program's own autograd class, if it was that which ran, and what is to be said of its gradients."""

    name: str
    span: Span | None
    data: str | None
    """The attribute that holds the number, as `grad` is that of the gradient."""
    grad: str | None
    verdict: Literal["right", "wrong", "unchecked"]
    findings: list[dict[str, Any]]
    """As in the answer: kind, op, pass, node, got, right, span, message, hint."""
    right: dict[int, float | None]
    """Of each Value by its place what its gradient should be."""
    wrong: list[int]
    ops: list[Op]
    """Ops of the class's own that the table does not have."""
    unused: list[str]
    """Ops it has that nothing in the program used, so that nothing is known of them."""
    made: int = 0
    """Objects that the whole program made, of this and of other such classes."""
    elsewhere: int | None = None
    """The first other pass that is wrong, where this one is not."""


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has been run.

    `values` are in order of creation (a Value's place there is its id), and hold the data and grads that they
    had when the pass `shown` was over, or at the end where there was none.
    """

    values: list[Value]
    origins: Mapping[Value, Origin]
    root: Value | None
    passes: list[Pass]
    output: str
    notes: list[Note]
    shown: int | None = None
    terms: Terms = field(default_factory=Terms)
    items: list[Item] = field(default_factory=list)
    engine: OwnEngine | None = None
    error: LanguageError | None = None
    """What ended the program; the rest is what there was until then."""
