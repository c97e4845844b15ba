"""Nudging one node: what happens to everything after it, and what its derivative says would happen.

(Lecture 0:14:12: rise over run for each input; 0:32:10: the same inside the graph.)
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from engine.asking.forward import tangents
from engine.asking.lanes import compute
from engine.graph import topological_order
from engine.value import Value

STEPS: Final = tuple(10.0**-k for k in range(13))
"""The steps h on the slider, 1 down to 1e-12."""


class Moved(NamedTuple):
    """One node after the nudge. `after` is NaN where it has no result."""

    node: Value
    before: float
    after: float
    predicted: float
    """The change that the derivative with respect to the nudged node promises: tangent times h."""

    @property
    def change(self) -> float:
        return self.after - self.before


class Slope(NamedTuple):
    """Rise over run at one h: one step up, and the mean of both ways; NaN where there is no result."""

    h: float
    forward: float
    central: float


def nudge(root: Value, node: Value, h: float) -> list[Moved]:
    """`node` and everything that depends on it, after `node` has grown by `h`."""
    order = topological_order(root)
    data = compute(order, {node: (slice(None), np.array([node.data + h]))}, 1)
    felt = tangents(root, node)
    return [
        Moved(value, value.data, float(lane[0]), felt[value] * h)
        for value, lane in zip(order, data, strict=True)
        if value in felt
    ]


def slopes(root: Value, node: Value, steps: tuple[float, ...] = STEPS) -> list[Slope]:
    """Rise over run for every h: better and better as h shrinks, until rounding eats the difference."""
    order = topological_order(root)
    offsets = np.array([0.0, *steps, *(-h for h in steps)])
    data = compute(order, {node: (slice(None), node.data + offsets)}, len(offsets))[-1]
    results = np.broadcast_to(data, offsets.shape).tolist()
    middle, high, low = results[0], results[1 : len(steps) + 1], results[len(steps) + 1 :]
    return [
        Slope(h, (up - middle) / h, (up - down) / (2.0 * h))
        for h, up, down in zip(steps, high, low, strict=True)
    ]
