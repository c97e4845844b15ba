"""Checking the backward pass against central differences, for any node of a graph."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from engine.backward import accumulate
from engine.graph import topological_order
from engine.value import Value


class GradientCheck(NamedTuple):
    """One node's gradient, twice: by the backward pass and by nudging the node both ways."""

    node: Value
    analytic: float
    numeric: float

    @property
    def difference(self) -> float:
        return abs(self.analytic - self.numeric)

    def agrees(self, tolerance: float = 1e-5) -> bool:
        """Within `tolerance`, relative to the larger of 1 and the gradients."""
        return self.difference <= tolerance * max(1.0, abs(self.analytic), abs(self.numeric))


def gradients(root: Value) -> dict[Value, float]:
    """d(root)/d(node) for every node root depends on, leaving all grads as they were."""
    order = topological_order(root)
    with fresh_grads(order):
        accumulate(root)
        return {value: value.grad for value in order}


@contextmanager
def fresh_grads(values: Sequence[Value]) -> Iterator[None]:
    """Grads of 0 for a pass of one's own; afterwards they are what they were."""
    saved = [value.grad for value in values]
    try:
        for value in values:
            value.grad = 0.0
        yield
    finally:
        for value, grad in zip(values, saved, strict=True):
            value.grad = grad


def evaluate(order: list[Value], pinned: dict[Value, float]) -> float:
    """The last Value's data with some nodes held at other numbers. Nothing in the graph changes.

    `order` is a topological order. Raises what the ops raise when a number leaves a domain.
    """
    data: dict[Value, float] = {}
    for value in order:
        if value in pinned:
            data[value] = pinned[value]
        elif value.op is None:
            data[value] = value.data
        else:
            operands = [data[parent] for parent in value.parents]
            if value.op.takes_constant:
                operands.append(value.constant)
            data[value] = value.op.forward(*operands)
    return data[order[-1]]


def gradcheck(root: Value, nodes: Iterable[Value] | None = None, h: float = 1e-6) -> list[GradientCheck]:
    """Compare the backward pass with (f(x + h) - f(x - h)) / 2h at each node (default: all of them).

    An inner node is nudged by holding it at x ± h while everything after it is computed anew. `h` is
    relative for numbers beyond 1, and beside small ones if it has to be. Where a nudge leaves an op's domain
    the numeric derivative is NaN, which agrees with nothing. The grads of the graph stay as they were.
    (Lecture 0:08:08 and 0:32:10.)
    """
    order = topological_order(root)
    analytic = gradients(root)
    return [_checked(order, node, analytic.get(node, 0.0), h) for node in (order if nodes is None else nodes)]


def _checked(order: list[Value], node: Value, analytic: float, h: float) -> GradientCheck:
    """The check; where it fails beside a small number, with the nudges that agree best with one another.

    A curve can be so bent near 0 that only a nudge much smaller than the number itself tells its slope.
    """
    first = GradientCheck(node, analytic, _slope(order, node, h * max(1.0, abs(node.data))))
    step, least = h, h * abs(node.data)
    if first.agrees() or not 0.0 < least < step:
        return first
    best, wobble, before = first.numeric, math.inf, first.numeric
    while step > least:
        step = max(step / 10.0, least)
        slope = _slope(order, node, step)
        if abs(slope - before) < wobble:
            best, wobble = slope, abs(slope - before)
        before = slope
    return first._replace(numeric=best)


def _slope(order: list[Value], node: Value, step: float) -> float:
    """The slope of the last Value over `node`, from one nudge each way; NaN where a nudge is not possible."""
    high, low = node.data + step, node.data - step
    try:
        return (evaluate(order, {node: high}) - evaluate(order, {node: low})) / (high - low)
    except (ArithmeticError, ValueError):
        return math.nan
