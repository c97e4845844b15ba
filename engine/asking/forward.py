"""Forward mode: the same chain rule, swept from one leaf to everything that depends on it.

A tangent is d(node)/d(leaf). One forward sweep gives the tangents of one leaf; one backward pass gives the
gradients of all leaves. That is why networks are trained in reverse mode: many leaves, one loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from engine.backward import local_derivatives
from engine.graph import topological_order
from engine.value import Value


class Term(NamedTuple):
    """One term of a forward sweep: `amount = local * tangent`, the parent's, added to the node's own."""

    node: Value
    slot: int
    parent: Value
    tangent: float
    local: float
    amount: float
    before: float
    after: float


class Counts(NamedTuple):
    """Chain-rule terms, each one multiplication and one addition, that every way needs."""

    sweep: int
    """One forward sweep, from the chosen leaf."""
    all_sweeps: int
    """Forward sweeps from every leaf."""
    reverse: int
    """One backward pass, for every leaf at once."""
    leaves: int


def forward_sweep(root: Value, leaf: Value) -> Iterator[Term]:
    """Seed `leaf` (any node) with tangent 1 and yield every term in topological order.

    Only nodes that depend on the leaf are visited. No Value is changed.
    """
    felt = {leaf: 1.0}
    for node in topological_order(root):
        if node is leaf or not any(parent in felt for parent in node.parents):
            continue
        after = 0.0
        for slot, local in enumerate(local_derivatives(node)):
            parent = node.parents[slot]
            if parent in felt:
                before, amount = after, local * felt[parent]
                after = before + amount
                yield Term(node, slot, parent, felt[parent], local, amount, before, after)
        felt[node] = after


def tangents(root: Value, leaf: Value) -> dict[Value, float]:
    """d(node)/d(leaf) for the leaf and every node between it and root."""
    felt = {leaf: 1.0}
    felt.update((term.node, term.after) for term in forward_sweep(root, leaf))
    return felt


def counts(root: Value, leaf: Value) -> Counts:
    """How many terms forward and reverse mode need; a sweep passes over what does not depend on its leaf."""
    order = topological_order(root)
    uses = Counter(parent for value in order for parent in value.parents)
    feels: dict[Value, int] = {}  # a set of leaves as the bits of a number, while anybody still asks for it
    leaves = reverse = everything = 0
    for value in order:
        bits = 0
        for parent in value.parents:
            if parent not in feels:
                feels[parent] = 1 << leaves
                leaves += 1
            reverse += 1
            everything += feels[parent].bit_count()
            bits |= feels[parent]
            uses[parent] -= 1
            if not uses[parent]:
                del feels[parent]
        if bits:
            feels[value] = bits
    sweep = sum(1 for _ in forward_sweep(root, leaf))
    return Counts(sweep, everything, reverse, max(leaves, 1))
