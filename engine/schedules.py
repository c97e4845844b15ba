"""The learning rate of every step."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Schedule = Callable[[float], float]
"""From the share of the way gone (0 at the first step, 1 at the horizon and beyond) to a factor."""

SCHEDULES: Final[dict[str, Schedule]] = {
    "constant": lambda gone: 1.0,
    "linear": lambda gone: 1.0 - 0.9 * gone,  # micrograd's demo: 1.0 - 0.9 * k / 100
    "cosine": lambda gone: 0.5 * (1.0 + math.cos(math.pi * gone)),  # Loshchilov and Hutter, 2017
    "step": lambda gone: 0.1 ** min(int(gone * 3.0), 2),  # a tenth at each third of the way
    "exponential": lambda gone: 0.01**gone,
}
WORDS: Final[dict[str, str]] = {
    "constant": "the same at every step",
    "linear": "down in a straight line to a tenth",
    "cosine": "down along half a cosine to 0",
    "step": "a tenth of it after each third of the way",
    "exponential": "down by the same factor at every step, to a hundredth",
}


def rate(schedule: str, learning_rate: float, step: int, horizon: int, warmup: int = 0) -> float:
    """The learning rate of step `step` (from 0).

    It rises in a straight line over the first `warmup` steps and follows the schedule from there to
    `horizon`; after that it stays.
    """
    if step < warmup:
        return learning_rate * (step + 1) / (warmup + 1)
    length = max(horizon - warmup, 1)
    done = min(step - warmup, length)
    if schedule == "linear":  # the demo's own order of operations, so that the digits are the demo's
        return learning_rate * (1.0 - 0.9 * done / length)
    return learning_rate * SCHEDULES[schedule](done / length)


def rates(
    schedule: str, learning_rate: float, start: int, count: int, horizon: int, warmup: int = 0
) -> NDArray[np.float64]:
    """The learning rates of `count` steps from `start` on: float64, shape (count,)."""
    flat = start >= max(horizon, warmup + 1) or (schedule == "constant" and start >= warmup)
    if flat:
        return np.full(count, rate(schedule, learning_rate, start, horizon, warmup))
    return np.array([rate(schedule, learning_rate, k, horizon, warmup) for k in range(start, start + count)])
