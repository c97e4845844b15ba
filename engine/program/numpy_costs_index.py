"""What it costs to pick from an array, and to say from where."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.program.numpy_costs import Arguments, Size, argument, places


def index(shape: tuple[int, ...], key: Any) -> float:
    """How many numbers `array[key]` copies: none for a view."""
    parts = [
        np.asarray(part) if isinstance(part, list) else part
        for part in (key if isinstance(key, tuple) else (key,))
    ]
    sides = [
        part.ndim if isinstance(part, np.ndarray) and part.dtype == bool else int(part is not None)
        for part in parts
    ]
    if Ellipsis in (part for part in parts if not isinstance(part, np.ndarray)):
        at = next(i for i, part in enumerate(parts) if part is Ellipsis)
        sides[at] = max(0, len(shape) - sum(sides) + 1)
    picked, axis, rest = [], 0, 1.0
    for part, wide in zip(parts, sides, strict=True):
        if isinstance(part, np.ndarray):
            picked.append((int(np.count_nonzero(part)),) if part.dtype == bool else part.shape)
        elif isinstance(part, slice) or part is Ellipsis:
            rest *= math.prod(shape[axis : axis + wide])
        axis += wide
    rest *= math.prod(shape[axis:])
    return math.prod(np.broadcast_shapes(*picked)) * rest if picked else 0.0


def triangle(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """`tril_indices(n, k, m)`: it looks at a whole matrix."""
    rows = argument(args, kwargs, 0, "n")
    size = places(rows) * places(argument(args, kwargs, 2, "m", rows))
    return size * 2, size * 20


def diagonal(args: Arguments, kwargs: Mapping[str, Any]) -> Size:
    """`diag_indices(n, ndim)`: the same numbers for each dimension."""
    size = places(argument(args, kwargs, 0, "n"))
    return size, size * 10 + places(argument(args, kwargs, 1, "ndim", 2)) * 100
