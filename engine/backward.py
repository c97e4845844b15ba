"""The backward pass, as a sequence of contributions.

A contribution is the smallest event of backpropagation: along one edge, from an op to one of its parent
slots, upstream gradient times local derivative is added to what the parent already has. `a + a` makes two.
(Lecture 1:22:28: without `+=` the second would overwrite the first.)
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.graph import ops_to_visit
from engine.value import Value


class Contribution(NamedTuple):
    """One chain-rule term: `amount = upstream * local`, and the parent's grad before and after it."""

    node: Value
    slot: int
    parent: Value
    upstream: float
    local: float
    amount: float
    before: float
    after: float


class Columns(NamedTuple):
    """The contributions of a pass side by side: `numbers` has upstream, local, before and after of each."""

    nodes: list[Value]
    slots: array[int]
    numbers: array[float]


def columns_of(contributions: Iterable[Contribution]) -> Columns:
    """Contributions as columns, in their order."""
    columns = Columns([], array("I"), array("d"))
    for node, slot, _, upstream, local, _, before, after in contributions:
        columns.nodes.append(node)
        columns.slots.append(slot)
        columns.numbers.extend((upstream, local, before, after))
    return columns


def local_derivatives(node: Value) -> tuple[float, ...]:
    """d(node)/d(parent) for every parent slot, at the present data. Empty for a leaf."""
    op = node.op
    if op is None:
        return ()
    if op.arity == 2:
        a, b = node.parents
        return op.local(node.data, a.data, b.data)
    data = [parent.data for parent in node.parents]
    return op.local(node.data, *data, node.constant) if op.takes_constant else op.local(node.data, *data)


def backward_pass(root: Value, seed: float = 1.0) -> Iterator[Contribution]:
    """Seed `root` with a gradient, 1 for a pass of its own, then visit nodes in reverse topological order
    and yield every contribution as it lands on its parent's grad.

    The grads change as the iterator is advanced. What is already in them stays: zero them first for a
    fresh gradient. Upstream is whatever the node's grad holds when its turn comes. Another seed is for a
    part of a larger graph: what reached its root from beyond.
    """
    root.grad = seed
    for node in ops_to_visit(root):
        upstream = node.grad
        for slot, local in enumerate(local_derivatives(node)):
            parent = node.parents[slot]
            amount = upstream * local
            before = parent.grad
            parent.grad = after = before + amount
            yield Contribution(node, slot, parent, upstream, local, amount, before, after)


def accumulate(root: Value) -> None:
    """The same pass with nobody watching: no contribution is recorded, so it is faster."""
    root.grad = 1.0
    visit(ops_to_visit(root))


def visit(ops: Iterable[Value]) -> None:
    """Every op's turn, in the order given: pass its grad on to its parents."""
    for node in ops:
        op = node.op
        assert op is not None
        upstream = node.grad
        parents = node.parents
        if len(parents) == 2:  # written out: most nodes of most graphs are sums and products
            a, b = parents
            local_a, local_b = op.local(node.data, a.data, b.data)
            a.grad += upstream * local_a
            b.grad += upstream * local_b
        else:
            (a,) = parents
            if op.takes_constant:
                (local_a,) = op.local(node.data, a.data, node.constant)
            else:
                (local_a,) = op.local(node.data, a.data)
            a.grad += upstream * local_a
