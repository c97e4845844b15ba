"""What goes into the model of a sample: its own numbers, or functions of them that make a task easier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

INPUTS: Final[dict[str, tuple[int, Callable[[Array], Array]]]] = {
    "x1": (1, lambda x: x[:, 0]),
    "x2": (2, lambda x: x[:, 1]),
    "x3": (3, lambda x: x[:, 2]),
    "x1^2": (1, lambda x: x[:, 0] ** 2),
    "x2^2": (2, lambda x: x[:, 1] ** 2),
    "x1*x2": (2, lambda x: x[:, 0] * x[:, 1]),
    "sin(x1)": (1, lambda x: np.sin(x[:, 0])),
    "sin(x2)": (2, lambda x: np.sin(x[:, 1])),
}
"""A name to the numbers a sample must have for it, and the function of samples (n, features) to (n,)."""


def own(features: int) -> tuple[str, ...]:
    """The samples' own numbers."""
    return tuple(f"x{i + 1}" for i in range(features))


def entered(names: Sequence[str], x: Array) -> Array:
    """What goes in for samples (n, features): float64 (inputs, n)."""
    return np.array([INPUTS[name][1](x) for name in names], dtype=np.float64)
