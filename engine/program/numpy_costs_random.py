"""What drawing random numbers would cost: see `numpy_costs`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.program.numpy_costs import Arguments, Cost, Size, argument, broadcast, count, places, shape_of


def drawn(place: int) -> Cost:
    """A distribution: its parameters laid over each other, or `size` numbers."""

    def cost(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
        size = argument(args, kwargs, place, "size")
        parameters = broadcast(args[:place], {n: v for n, v in kwargs.items() if n not in ("size", "dtype")})[
            0
        ]
        drawn = max(parameters, 1.0 if size is None else places(size))
        return drawn, drawn * 50

    return cost


def dims_drawn(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = places(list(args))
    return size, size * 50


def shuffled(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    size = places(args[0]) if np.ndim(args[0]) == 0 else count(args[0])
    return size, size * 50


def chosen(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    people = places(args[0]) if np.ndim(args[0]) == 0 else count(args[0])
    replace, shape = argument(args, kwargs, 2, "replace", True), argument(args, kwargs, 1, "size")
    rows = people if np.ndim(args[0]) < 2 else people / max(1, shape_of(args[0])[0])
    size = places(shape) * (1 if np.ndim(args[0]) < 2 else rows) + (0 if replace else people)
    return size, size * 50


def normals(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    side = max(1.0, count(argument(args, kwargs, 0, "mean")))
    size = side * places(argument(args, kwargs, 2, "size"))
    return max(size, side * side), size * side * 50 + side**3 * 30
