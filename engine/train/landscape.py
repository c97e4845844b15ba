"""The loss around the parameters: along the gradient, and over two directions, with the way on it.

Random directions are filter-normalised (Li, Xu, Taylor, Studer and Goldstein, 2018): a neuron's part is as
long as its own weights, so that nets whose weights differ in size look alike; biases stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Loss = Callable[[Array], float]
"""From parameters (n,) to the loss over all training samples, penalty included."""
Directions = Literal["path", "random", "weights"]

ROOM: Final = 0.35
"""Around the way, as a share of its extent."""
DOUBLINGS: Final = 40


class Slice(NamedTuple):
    """The loss at parameters - t · gradient. `t` (m,) holds 0, where it stands; `next` is how far the next
    step goes in that direction."""

    t: Array
    loss: Array
    next: float


class Map(NamedTuple):
    """The loss at parameters + a · first + b · second: `loss` (side, side), rows by `b`. `path` (steps, 2)
    are the places of the way that lie nearest, `names` what the two directions are."""

    a: Array
    b: Array
    loss: Array
    path: Array
    names: tuple[str, str]


def slice_along(loss: Loss, parameters: Array, gradient: Array, step: float, count: int = 81) -> Slice:
    """The valley that the gradient points across: its floor, its other side, and where the step leads."""
    start, reach = loss(parameters), 1e-3
    for _ in range(DOUBLINGS):  # until the other side is as high as here
        there = loss(parameters - reach * gradient)
        if not there < start:
            break
        reach *= 2.0
    reach = max(reach, 1.15 * abs(step)) if np.isfinite(step) else reach
    t = np.linspace(-0.4 * reach, 1.2 * reach, count)
    t = np.sort(np.append(t, 0.0))
    return Slice(t, np.array([loss(parameters - x * gradient) for x in t.tolist()]), step)


def filter_normalised(direction: Array, parameters: Array, shapes: list[int]) -> Array:
    """The direction with each neuron's weights as long as the parameters' own, and biases 0."""
    found, place = direction.copy(), 0
    for ins, outs in pairwise(shapes):
        for _ in range(outs):
            own = slice(place, place + ins)
            length = float(np.linalg.norm(found[own]))
            found[own] *= float(np.linalg.norm(parameters[own])) / length if length else 0.0
            found[place + ins] = 0.0
            place += ins + 1
    return found


def random_pair(parameters: Array, shapes: list[int], seed: int) -> tuple[Array, Array]:
    """Two filter-normalised directions of the seed."""
    dice = np.random.RandomState(seed)
    first, second = (
        filter_normalised(dice.standard_normal(len(parameters)), parameters, shapes) for _ in range(2)
    )
    return first, second


def path_pair(way: Array, parameters: Array) -> tuple[Array, Array]:
    """The two directions in which the way (steps, n) extends most from here, each of length 1."""
    _, _, axes = np.linalg.svd(way - parameters, full_matrices=False)
    first = axes[0]
    second = axes[1] if len(axes) > 1 else np.zeros_like(first)
    return first, second


def weight_pair(count: int, first: int, second: int) -> tuple[Array, Array]:
    """Two parameters by themselves."""
    axes = np.zeros((2, count))
    axes[0, first] = axes[1, second] = 1.0
    return axes[0], axes[1]


def map_over(
    loss: Loss, parameters: Array, pair: tuple[Array, Array], way: Array, names: tuple[str, str], side: int
) -> Map:
    """The loss over the plane of two directions, as far as the way goes, and at least one length of each."""
    axes = np.array(pair)
    path: Array = np.asarray(np.linalg.lstsq(axes.T, (way - parameters).T, rcond=None)[0].T, dtype=np.float64)
    least = 0.5 if names[0].startswith("direction") else 0.0
    spans = [_span(path[:, i], least or 1.0 * (not path[:, i].any())) for i in (0, 1)]
    if names[0].startswith("direction"):  # both are as long as the weights: the same on both axes
        spans = [(min(s[0] for s in spans), max(s[1] for s in spans))] * 2
    a, b = (np.linspace(*span, side) for span in spans)
    values = [[loss(parameters + x * axes[0] + y * axes[1]) for x in a.tolist()] for y in b.tolist()]
    return Map(a, b, np.array(values), path, names)


def _span(places: Array, least: float) -> tuple[float, float]:
    low, high = min(float(places.min()), -least), max(float(places.max()), least)
    room = ROOM * (high - low) or 1.0
    return low - room, high + room
