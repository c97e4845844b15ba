"""Backward passes with a mistake in them, beside the right one.

Each mistake is one people make when they write backpropagation themselves; it is one entry of a table or
one flag, and nothing else differs from `engine.backward`. No Value is changed: the grads are kept apart.
(Lecture 1:22:28 for `=` instead of `+=`, 1:17:32 for the order, 2:10 for the gradients nobody zeroed.)
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from engine.backward import local_derivatives
from engine.graph import ops_to_visit
from engine.value import Value


def _creation(root: Value) -> list[Value]:
    return ops_to_visit(root)[::-1]


def _depth_first(root: Value) -> list[Value]:
    """Each node as soon as it is met, going deep first: nobody waits for the other uses."""
    return _as_met(root, deep=True)


def _breadth_first(root: Value) -> list[Value]:
    """Each node as soon as it is met, level by level from the root."""
    return _as_met(root, deep=False)


def _as_met(root: Value, *, deep: bool) -> list[Value]:
    seen: dict[Value, None] = {}
    todo = deque([root])
    while todo:
        value = todo.pop() if deep else todo.popleft()
        if value in seen or value.op is None:
            continue
        seen[value] = None
        todo.extend(value.parents[::-1] if deep else value.parents)
    return list(seen)


ORDERS: Final[dict[str, Callable[[Value], list[Value]]]] = {
    "topological": ops_to_visit,
    "creation": _creation,
    "depth_first": _depth_first,
    "breadth_first": _breadth_first,
}
"""In which order ops pass their gradient on. Only the first is right for every graph."""


@dataclass(frozen=True, slots=True)
class Switches:
    """What is broken. The defaults break nothing."""

    overwrite: bool = False
    """`=` instead of `+=`: the last use of a node wins."""
    keep: bool = False
    """A second pass without zeroing: it adds onto what the first one left."""
    order: str = "topological"
    skip: str | None = None
    """An op whose backward was forgotten: it passes nothing on."""


class Step(NamedTuple):
    """One contribution of a backward pass, broken or not. `turn` counts the passes from 0."""

    turn: int
    node: Value
    slot: int
    parent: Value
    upstream: float
    local: float
    amount: float
    before: float
    after: float


class Compared(NamedTuple):
    """A node's gradient as it is and as it should be."""

    node: Value
    wrong: float
    right: float

    @property
    def differs(self) -> bool:
        return abs(self.wrong - self.right) > 1e-9 * max(1.0, abs(self.right))


class Outcome(NamedTuple):
    """A broken pass beside the right one.

    `parts` is the place in `steps` of the first step that is not the right one's: another number, or a
    contribution that should not have been made yet. It is len(steps) where a contribution is only missing
    at the end, and None where nothing differs.
    """

    steps: list[Step]
    right: list[Step]
    nodes: list[Compared]
    parts: int | None


def broken_pass(root: Value, switches: Switches) -> tuple[list[Step], dict[Value, float]]:
    """The steps of a backward pass with these switches, and the grads it leaves."""
    grads: dict[Value, float] = {}
    steps: list[Step] = []
    visits = ORDERS[switches.order](root)
    for turn in range(2 if switches.keep else 1):
        grads[root] = 1.0
        for node in visits:
            assert node.op is not None
            if node.op.name == switches.skip:
                continue
            upstream = grads.get(node, 0.0)
            for slot, local in enumerate(local_derivatives(node)):
                parent = node.parents[slot]
                amount = upstream * local
                before = grads.get(parent, 0.0)
                grads[parent] = after = amount if switches.overwrite else before + amount
                steps.append(Step(turn, node, slot, parent, upstream, local, amount, before, after))
    return steps, grads


def compare(root: Value, switches: Switches) -> Outcome:
    """The broken pass, the right one, and where they part. A kept gradient is compared with that of one
    pass, which is what a person expects who calls backward() again after changing nothing."""
    steps, wrong = broken_pass(root, switches)
    right_steps, right = broken_pass(root, Switches())
    nodes = [Compared(value, wrong.get(value, 0.0), grad) for value, grad in sorted(
        right.items(), key=lambda item: item[0].serial)]  # fmt: skip
    parts = _parting_in_order if switches.order == "topological" else _parting_out_of_order
    found = parts(steps, right_steps)
    if found is None and any(node.differs for node in nodes):
        found = len(steps)  # nothing was wrong that was done; something was left out
    return Outcome(steps, right_steps, nodes, found)


def _parting_in_order(steps: list[Step], right: list[Step]) -> int | None:
    """The first step that is not the right pass's own."""
    for i, (step, wanted) in enumerate(zip(steps, right, strict=False)):
        same_edge = step.node is wanted.node and step.slot == wanted.slot
        if not (same_edge and _same(step.amount, wanted.amount) and _same(step.after, wanted.after)):
            return i
    return None if len(steps) == len(right) else min(len(steps), len(right))


def _parting_out_of_order(steps: list[Step], right: list[Step]) -> int | None:
    """The first step with a wrong amount, or that leaves its parent with a wrong sum for good.

    What a parent has received meanwhile may differ from the right pass without harm.
    """
    amounts = {(step.node, step.slot): step.amount for step in right}
    sums = {step.parent: step.after for step in right}
    last = {step.parent: i for i, step in enumerate(steps)}
    for i, step in enumerate(steps):
        if step.turn or not _same(step.amount, amounts[step.node, step.slot]):
            return i
        if last[step.parent] == i and not _same(step.after, sums[step.parent]):
            return i
    return None


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
