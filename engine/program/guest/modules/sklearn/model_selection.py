"""`sklearn.model_selection`: what is kept for testing."""

from __future__ import annotations

import math
from typing import Any

from .datasets import _stream


def _size(wanted: float | None, count: int, up: bool) -> int | None:
    if wanted is None or isinstance(wanted, int):
        return wanted
    return math.ceil(wanted * count) if up else math.floor(wanted * count)


def train_test_split(
    *arrays: Any, test_size: float | None = None, train_size: float | None = None, random_state: Any = None,
    shuffle: bool = True, stratify: Any = None,
) -> list[Any]:  # fmt: skip
    """Each array in two parts, in scikit-learn's order; a quarter is for testing if nothing is said."""
    import numpy as np

    if not arrays:
        raise ValueError("At least one array required as input")
    if stratify is not None:
        raise NotImplementedError("stratify is not known here: leave it out")
    count = len(arrays[0])
    if any(len(array) != count for array in arrays):
        sizes = [len(array) for array in arrays]
        raise ValueError(f"Found input variables with inconsistent numbers of samples: {sizes}")
    test = _size(0.25 if test_size is None and train_size is None else test_size, count, up=True)
    train = _size(train_size, count, up=False)
    test = count - train if test is None and train is not None else test
    assert test is not None
    train = count - test if train is None else train
    if shuffle:
        order = [int(i) for i in _stream(random_state).permutation(count)]
        first, second = order[test : test + train], order[:test]
    else:
        first, second = list(range(train)), list(range(train, train + test))
    parts = []
    for array in arrays:
        for rows in (first, second):
            picked = (
                [array[i] for i in rows]
                if isinstance(array, list | tuple)
                else array[np.array(rows, dtype=int)]
            )
            parts.append(picked)
    return parts
