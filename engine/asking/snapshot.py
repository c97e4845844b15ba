"""What is on screen, as a graph of its own: the Values one pass went through, with the data they had then.

A program may write to `.data` after its pass, and run many passes. Whoever asks questions about a shown
graph (is this gradient right? what if this leaf were larger?) asks them of a copy, computed anew from the
leaves, so that neither the program's Values nor a later moment get in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from engine.gradcheck import gradients
from engine.graph import topological_order
from engine.language import LanguageError, Run
from engine.value import Value, make


@dataclass(frozen=True)
class Snapshot:
    """`order` is topological, the root last; `ids` are the places of the originals in the run's values."""

    run: Run
    order: list[Value]
    ids: list[int]

    @property
    def root(self) -> Value:
        return self.order[-1]

    @cached_property
    def id_of(self) -> dict[Value, int]:
        return dict(zip(self.order, self.ids, strict=True))

    @cached_property
    def holds_more(self) -> bool:
        """Whether the shown gradients are not those of this one pass: an earlier one left something."""
        alone = gradients(self.root)
        return any(abs(v.grad - grad) > 1e-9 * max(abs(v.grad), abs(grad)) for v, grad in alone.items())

    @cached_property
    def by_id(self) -> dict[int, Value]:
        return dict(zip(self.ids, self.order, strict=True))

    def original(self, value: Value) -> Value:
        """The program's own Value that this is a copy of."""
        return self.run.values[self.id_of[value]]

    def kind(self, value: Value) -> str:
        """`leaf`, `free`, `constant` or `op`."""
        return self.run.origins[self.original(value)].kind

    def node(self, chosen: int | str) -> Value:
        """A node by its id or its label (the latest made of equal labels).

        Raises LanguageError `name` for one that the shown result does not depend on.
        """
        if isinstance(chosen, int):
            found = self.by_id.get(chosen)
            named = f"Node {chosen}"
        else:
            found = next((value for value in reversed(self.order) if value.label == chosen), None)
            named = f"`{chosen[:60]}`"
        if found is None:
            hint = "Choose a node of the graph that is shown."
            raise LanguageError("name", f"{named} has no part in the result.", None, hint)
        return found


def snapshot(run: Run) -> Snapshot:
    """The graph of the pass that a run shows, with its gradients.

    Raises LanguageError `type` for a program that makes no Value, `numeric` where its leaves have no result.
    """
    if run.root is None:
        raise LanguageError(
            "type", "The program makes no Value.", None, "Type an expression, such as a*b + c."
        )
    place = {value: i for i, value in enumerate(run.values)}
    copies: dict[Value, Value] = {}
    order = topological_order(run.root)
    for value in order:
        copies[value] = copy = _copy(value, copies)
        copy.grad = value.grad
    return Snapshot(run, list(copies.values()), [place[value] for value in order])


def _copy(value: Value, copies: dict[Value, Value]) -> Value:
    if value.op is None:
        copy = Value(value.data)
    else:
        parents = tuple(copies[parent] for parent in value.parents)
        try:
            copy = make(value.op, parents, value.constant)
        except (ValueError, ArithmeticError):
            message = f"`{value.label[:60]}` has no result for the numbers its leaves have now."
            raise LanguageError("numeric", message, value.span, "Choose another pass.") from None
    copy.label, copy.span, copy.scope = value.label, value.span, value.scope
    return copy
