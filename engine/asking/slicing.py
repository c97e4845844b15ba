"""The output as a function of one leaf, or of two: cuts through the landscape around the point shown.

(Lecture 0:08:08, where one input is moved and the curve looked at.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.asking.lanes import Lane, compute
from engine.graph import topological_order
from engine.value import Value

_HALVINGS: Final = 12
_STEEP: Final = 0.05
"""A rise between neighbours above this share of the whole is looked at closely: it may be a jump."""


class Segment(NamedTuple):
    """A stretch without holes or jumps."""

    xs: list[float]
    ys: list[float]


def default_range(at: float) -> tuple[float, float]:
    """A range around a number in which people like to look."""
    reach = max(2.0, 2.0 * abs(at))
    return at - reach, at + reach


def along(root: Value, node: Value, start: float, stop: float, points: int) -> list[Segment]:
    """root as a function of `node`, which is any node of the graph, at `points` even places.

    A hole (no real result, or an infinite one) and a jump (a pole, a step) end a segment, so that no line
    is ever drawn across them. `start < stop`, `points` at least 2.
    """
    order = topological_order(root)
    xs = np.linspace(start, stop, points)
    ys = _values(order, node, xs)
    cuts = ~np.isfinite(ys[:-1]) | ~np.isfinite(ys[1:])
    rises = np.abs(np.diff(ys))
    whole = np.nanmax(ys) - np.nanmin(ys) if np.isfinite(ys).any() else 0.0
    steep = np.flatnonzero(~cuts & (rises > _STEEP * whole)) if whole > 0 else np.array([], dtype=int)
    if steep.size:
        cuts[steep] = _jumps(order, node, xs[steep], xs[steep + 1], ys[steep], ys[steep + 1])
    return _segments(xs, ys, cuts)


def _values(order: Sequence[Value], node: Value, xs: Lane) -> Lane:
    data = compute(order, {node: (slice(None), xs)}, len(xs))
    return np.broadcast_to(data[-1], xs.shape)


def _jumps(
    order: Sequence[Value], node: Value, a: Lane, b: Lane, at_a: Lane, at_b: Lane
) -> NDArray[np.bool_]:
    """Where a rise does not shrink however closely one looks: halve the interval, keep the steeper half."""
    first = np.abs(at_b - at_a)
    with np.errstate(all="ignore"):
        for _ in range(_HALVINGS):
            middle = (a + b) / 2.0
            at_middle = _values(order, node, middle)
            left, right = np.abs(at_middle - at_a), np.abs(at_b - at_middle)
            lower = ~(right > left)
            a, b = np.where(lower, a, middle), np.where(lower, middle, b)
            at_a, at_b = np.where(lower, at_a, at_middle), np.where(lower, at_middle, at_b)
        return ~(np.abs(at_b - at_a) < 0.5 * first)  # NaN is a hole between them


def _segments(xs: Lane, ys: Lane, cuts: NDArray[np.bool_]) -> list[Segment]:
    found = []
    for piece in np.split(np.arange(len(xs)), np.flatnonzero(cuts) + 1):
        piece = piece[np.isfinite(ys[piece])]
        if piece.size:
            found.append(Segment(xs[piece].tolist(), ys[piece].tolist()))
    return found


def surface(
    root: Value, first: Value, second: Value, xs: Sequence[float], ys: Sequence[float]
) -> list[list[float | None]]:
    """root over two nodes: one row for every y, one column for every x; None where there is no result."""
    order = topological_order(root)
    across, up = np.meshgrid(np.array(xs, dtype=float), np.array(ys, dtype=float))
    everywhere = slice(None)
    pins = {first: (everywhere, across.ravel()), second: (everywhere, up.ravel())}
    data = np.broadcast_to(compute(order, pins, across.size)[-1], (across.size,)).reshape(across.shape)
    return [[x if np.isfinite(x) else None for x in row] for row in data.tolist()]
