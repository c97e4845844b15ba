"""The backward pass between the boxes of a folded graph.

A closed group takes one turn, after everything that uses it and before everything it uses, since its Values
stand together in the order of creation and the pass goes through that order in reverse. What its Values
contribute to one another is not seen; what they contribute to another box is one merged contribution. A Value
that is a box contributes slot by slot, as always.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.backward import Columns
from engine.folding.groups import Group
from engine.folding.view import Folding, View

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Record:
    """A pass as columns, one row a contribution, in the order they were made; Values by index in the order.

    `start` and `end` hold every Value's gradient when the root had been seeded and when the pass was over.
    """

    node: Indices
    parent: Indices
    slot: Indices
    upstream: Numbers
    local: Numbers
    before: Numbers
    after: Numbers
    start: Numbers
    end: Numbers

    @classmethod
    def of(cls, folding: Folding, columns: Columns, grads: Sequence[float]) -> Record:
        """`columns`: of a pass from the root of `folding`; `grads`: of its Values when the pass was over."""
        index = folding.index
        node = np.array([index[value] for value in columns.nodes], dtype=np.int32)
        slot = np.array(columns.slots, dtype=np.int32)
        parent = folding.edge_parent[np.searchsorted(folding.edge_child, node) + slot]
        numbers = np.array(columns.numbers, dtype=np.float64).reshape(-1, 4)
        upstream, local, before, after = np.ascontiguousarray(numbers.T)
        end = np.array(grads, dtype=np.float64)
        start = end.copy()
        start[parent[::-1]] = before[::-1]  # of several rows the first has the last word
        start[folding.root] = 1.0  # the seed gradient
        return cls(node, parent, slot, upstream, local, before, after, start, end)


@dataclass(frozen=True, slots=True)
class Merged:
    """What arrives at one box in one turn of another.

    `amount`: the sum, None where it lands on several Values, which have a gradient each. `magnitude`: the L2
    norm of the `count` contributions. `before` and `after` are gradients of the parent's box, see
    `box_gradient`. `local` of a merged contribution is what the group's one output changes by; None where
    there is no such number.
    """

    parent: int
    slot: int
    local: float | None
    amount: float | None
    before: float
    after: float
    count: int
    magnitude: float
    row: int | None = None
    """Where it is in the record, if it is one contribution."""


class Turn(NamedTuple):
    """One box's turn in the backward pass. `upstream` is its gradient."""

    box: int
    upstream: float
    contributions: list[Merged]


def box_gradient(grads: Numbers, outputs: Indices) -> float:
    """The gradient a box shows: its one output's, or the L2 norm of its outputs' gradients."""
    if len(outputs) == 1:
        return float(grads[outputs[0]])
    return float(np.sqrt(np.square(grads[outputs]).sum()))


def turns(view: View, record: Record) -> list[Turn]:
    """The pass between the boxes of a view, in order. Every number is exact but for the order of sums.

    The gradient of a box with several outputs is complete with what arrives last, though what its Values
    contribute to one another comes later: nothing of that is seen from outside.
    """
    if len(view.boxes) == len(view.folding.order):
        return _unmerged(record)
    box_of = view.box_of
    crossing = np.flatnonzero(box_of[record.node] != box_of[record.parent])
    boxes, parents = box_of[record.node[crossing]], box_of[record.parent[crossing]]
    amounts = record.upstream[crossing] * record.local[crossing]
    is_group = np.array([isinstance(box, Group) for box in view.boxes], dtype=bool)
    # one key for what is merged: a group's parent box, a Value's slot
    width = len(view.boxes) + 4
    keys = boxes.astype(np.int64) * width
    keys += np.where(is_group[boxes], parents, len(view.boxes) + record.slot[crossing])
    _, first, which, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    sums = np.bincount(which, weights=amounts, minlength=len(first))
    norms = np.sqrt(np.bincount(which, weights=amounts**2, minlength=len(first)))
    rows_of = np.split(np.argsort(which, kind="stable"), np.cumsum(counts)[:-1]) if len(first) else []
    ledger = _Ledger(view, record)
    last_for = {int(parents[first[i]]): i for i in np.argsort(first)}
    found: list[Turn] = []
    for i in np.argsort(first):
        at = first[i]
        box, parent = int(boxes[at]), int(parents[at])
        rows = crossing[rows_of[i]]
        before, after = ledger.land(parent, rows, last=last_for[parent] == i)
        single = len(set(record.parent[rows].tolist())) == 1 if len(rows) > 1 else True
        amount = float(sums[i]) if single else None
        upstream = box_gradient(record.end, view.outputs[box])
        if is_group[box]:
            slot = view.parents[box].index(parent)
            whole = amount is not None and len(view.outputs[box]) == 1 and upstream != 0
            local = amount / upstream if whole and amount is not None else None
        else:
            upstream = float(record.upstream[rows[0]])
            slot, local = int(record.slot[rows[0]]), float(record.local[rows[0]])
        if not found or found[-1].box != box:
            found.append(Turn(box, upstream, []))
        found[-1].contributions.append(
            Merged(
                parent,
                slot,
                local,
                amount,
                before,
                after,
                int(counts[i]),
                float(norms[i]),
                int(rows[0]) if len(rows) == 1 else None,
            )
        )
    return found


def _unmerged(record: Record) -> list[Turn]:
    """The turns where every Value is a box: a number is being turned, mostly."""
    found: list[Turn] = []
    at = -1
    for row, (node, parent, slot, upstream, local, before, after) in enumerate(zip(
        record.node.tolist(), record.parent.tolist(), record.slot.tolist(), record.upstream.tolist(),
        record.local.tolist(), record.before.tolist(), record.after.tolist(), strict=True,
    )):  # fmt: skip
        if node != at:
            at = node
            found.append(Turn(node, upstream, []))
        amount = upstream * local
        merged = Merged(parent, slot, local, amount, before, after, 1, abs(amount), row)
        found[-1].contributions.append(merged)
    return found


class _Ledger:
    """The gradients of the boxes as contributions land."""

    def __init__(self, view: View, record: Record) -> None:
        self.view = view
        self.record = record
        self.grads = record.start.copy()

    def land(self, box: int, rows: Indices, *, last: bool) -> tuple[float, float]:
        """The box's gradient before and after these rows of the record."""
        record, grads = self.record, self.grads
        before = box_gradient(grads, self.view.outputs[box])
        grads[record.parent[rows]] = record.after[rows]
        return before, box_gradient(record.end if last else grads, self.view.outputs[box])
