"""Is this gradient right? Central differences against the backward pass for every node, with a verdict.

A difference quotient is itself only nearly right, so every check carries its own tolerance: what rounding can
do to it (it grows as h shrinks) and what the curve's bend can do (it grows with h; estimated from the slope
over twice the distance). A verdict is only given where the tolerance is small enough to mean something.
(Lecture 0:08:08: why h must not be too small.)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np

from engine.asking.lanes import Lane, compute
from engine.backward import local_derivatives
from engine.gradcheck import gradients
from engine.graph import ops_to_visit, topological_order
from engine.value import Value

Verdict = Literal["agrees", "differs", "kink", "too coarse", "too fine", "undefined"]

_EPSILON: Final = float(np.finfo(np.float64).eps)
_OFFSETS: Final = (-2.0, -1.0, 0.0, 1.0, 2.0)
_ELEMENTS: Final = 2_000_000
"""Numbers in memory at once."""
_FLOOR: Final = 1e-9
"""Of the gradient, or of what it would be if nothing cancelled out."""
_RELIABLE: Final = 1e-5
"""The h that central differences in double precision do best with, for numbers around 1."""
_FINER: Final = (1e-7, 1e-8, 1e-9, 1e-10, 1e-11)
"""Where a difference is looked at again: a fast curve is straight only there."""
_STEADY: Final = 0.01
"""Quotients this near to each other, relative to their size, are of one slope."""
_MEANINGFUL: Final = 0.05
"""A tolerance above this share of the gradient decides nothing."""

_FLAT: Final = 1e-6
"""A slope within this of zero agrees with a gradient that is exactly zero."""

KINKS: Final = {"relu": 1, "leaky_relu": 1, "abs": 1, "max": 2, "min": 2}
"""Ops with a kink: where their first parent crosses zero (1), or crosses the second parent (2)."""


class NodeCheck(NamedTuple):
    """One node's gradient twice. `numeric`, `left` and `right` are NaN where a nudge has no result.

    `left` and `right` are the slopes of one nudge down and one up; `kink` is the node whose kink lies
    within the nudge.
    """

    node: Value
    analytic: float
    numeric: float
    left: float
    right: float
    tolerance: float
    verdict: Verdict
    kink: Value | None = None

    @property
    def difference(self) -> float:
        return abs(self.analytic - self.numeric)


def work(order: Sequence[Value], nodes: Sequence[Value]) -> int:
    """How many results of ops a check computes: every doubtful node is looked at twice, and only what stays
    doubtful more often."""
    return 2 * len(order) * len(nodes) * len(_OFFSETS)


def check(root: Value, nodes: Sequence[Value] | None = None, h: float = 1e-6) -> list[NodeCheck]:
    """Check d(root)/d(node) for the nodes (default: all that root depends on), nudging each by `h`.

    `h` is relative for numbers beyond 1. Grads and data of the graph stay as they are.
    """
    order = topological_order(root)
    chosen = order if nodes is None else list(nodes)
    analytic = gradients(root)
    # the usual bound on what rounding adds to the result: every op's own rounding, carried to the root
    noise = _EPSILON * sum(abs(analytic[value] * value.data) for value in order if value.op is not None)
    noise += _EPSILON * abs(root.data)

    sizes = _sizes(root)

    def rounding(node: Value, h: float) -> float:
        return 2.0 * noise / (h * max(1.0, abs(node.data)))

    def checked(nodes: list[Value], h: float) -> list[NodeCheck]:
        return [
            _verdict(nudged.node, analytic.get(nudged.node, 0.0), nudged, noise, sizes.get(nudged.node, 0.0))
            for nudged in _nudge_all(order, nodes, h)
        ]

    results = checked(chosen, h)
    doubtful = {result.node: result for result in results if result.verdict == "differs"}
    blamed: dict[Value, Verdict] = {}
    if doubtful and h != _RELIABLE:
        # a difference that goes away with another h is the fault of h, not of the gradient
        for again in checked(list(doubtful), _RELIABLE):
            if again.verdict != "differs":
                blamed[again.node] = "too coarse" if h > _RELIABLE else "too fine"
                del doubtful[again.node]
    last = dict(doubtful)
    for finer in _FINER:
        for again in checked(list(doubtful), finer) if doubtful and finer != h else ():
            node = again.node
            if again.verdict in ("agrees", "kink") and again.tolerance < doubtful[node].difference:
                blamed[node] = "too coarse" if h > finer else "too fine"
                del doubtful[node]
            elif _steady(last[node], again, rounding(node, finer)):
                del doubtful[node]  # it does differ
            last[node] = again
    blamed |= dict.fromkeys(doubtful, "too coarse")
    return [result._replace(verdict=blamed.get(result.node, result.verdict)) for result in results]


def _sizes(root: Value) -> dict[Value, float]:
    """How large each gradient would be if nothing cancelled out, at most 1."""
    sizes = {root: 1.0}
    for node in ops_to_visit(root):
        for parent, local in zip(node.parents, local_derivatives(node), strict=True):
            size = sizes[node] * abs(local)
            sizes[parent] = min(1.0, sizes.get(parent, 0.0) + (0.0 if math.isnan(size) else size))
    return sizes


def _steady(one: NodeCheck, other: NodeCheck, rounding: float) -> bool:
    """Whether two checks that say `differs` have measured the same slope."""
    if one.verdict != "differs" or other.verdict != "differs":
        return False
    size = max(abs(one.numeric), abs(other.numeric))
    return abs(one.numeric - other.numeric) <= _STEADY * size + 2.0 * rounding


class _Nudged(NamedTuple):
    """The root's data with a node at its own number and one and two steps to both sides."""

    node: Value
    step: float
    results: Lane
    kink: Value | None


def _nudge_all(order: list[Value], nodes: list[Value], h: float) -> Iterator[_Nudged]:
    width = len(_OFFSETS)
    at_once = max(1, _ELEMENTS // (len(order) * width))
    for start in range(0, len(nodes), at_once):
        batch = nodes[start : start + at_once]
        steps = [h * max(1.0, abs(node.data)) for node in batch]
        pins = {
            node: (slice(i * width, (i + 1) * width), node.data + np.array(_OFFSETS) * step)
            for i, (node, step) in enumerate(zip(batch, steps, strict=True))
        }
        lanes = len(batch) * width
        data = compute(order, pins, lanes)
        results = np.broadcast_to(data[-1], (lanes,)).reshape(len(batch), width)
        kinks = _kinks(order, data, len(batch))
        for i, (node, step) in enumerate(zip(batch, steps, strict=True)):
            yield _Nudged(node, step, results[i], kinks.get(i))


def _kinks(order: list[Value], data: list[Lane], count: int) -> dict[int, Value]:
    """For every nudged node, by its place, the first node whose kink the nudge crosses or touches."""
    width = len(_OFFSETS)
    found: dict[int, Value] = {}
    place = {value: i for i, value in enumerate(order)}
    for value in order:
        if value.op is None or value.op.name not in KINKS:
            continue
        side = data[place[value.parents[0]]]
        if KINKS[value.op.name] == 2:
            side = side - data[place[value.parents[1]]]
        signs = np.sign(np.broadcast_to(side, (count * width,))).reshape(count, width)[:, 1:4]
        for i in np.flatnonzero((signs != signs[:, :1]).any(axis=1)):
            found.setdefault(int(i), value)
    return found


def _verdict(node: Value, analytic: float, nudged: _Nudged, noise: float, size: float) -> NodeCheck:
    far_low, low, middle, high, far_high = (float(x) for x in nudged.results)
    step = nudged.step
    # what the nudge really was, after rounding
    up, down = (node.data + step) - node.data, node.data - (node.data - step)
    if up <= 0.0 or down <= 0.0:  # the nudge is below the number's last digit
        return NodeCheck(node, analytic, 0.0, 0.0, 0.0, math.inf, "too fine")
    left, right = (middle - low) / down, (high - middle) / up
    numeric = (high - low) / (up + down)
    if math.isnan(numeric):
        return NodeCheck(node, analytic, math.nan, left, right, 0.0, "undefined")
    rounding = 2.0 * noise / step
    far = (far_high - far_low) / (4.0 * step)
    bend = 0.0 if math.isnan(far) else abs(far - numeric)
    # what a small gradient is measured by: one in a graph of such numbers, or one in which nothing cancels
    usual = max(min(1.0, noise / _EPSILON / max(1.0, abs(node.data))), size)
    tolerance = rounding + bend + _FLOOR * max(usual, abs(analytic))
    result = NodeCheck(node, analytic, numeric, left, right, tolerance, "agrees", nudged.kink)
    if nudged.kink is not None and abs(left - right) > 2.0 * rounding + _FLOOR * max(usual, abs(numeric)):
        within = min(left, right) - tolerance <= analytic <= max(left, right) + tolerance
        return result._replace(verdict="kink" if within else "differs")
    result = result._replace(kink=None)
    if result.difference > tolerance:
        return result._replace(verdict="differs")
    flat = (
        analytic == 0.0 and tolerance <= _FLAT
    )  # as x*x and x**3 are at 0: there is nothing to be relative to
    if not flat and tolerance > _MEANINGFUL * max(abs(analytic), abs(numeric), 1e-3 * usual):
        return result._replace(verdict="too fine" if rounding > bend else "too coarse")
    return result
